import { type Adjustment, adjusted, type Seeds } from './adjustment.ts';
import { discoveryCalls } from './fillable.ts';
import { type Parameter, parametersOf } from './parameters.ts';
import type { ServerPolicy, Tool } from './tool.ts';

/** Names that one line of `seedValues` may give values for; a tool that wants more needs a person. */
const MOST_NAMES = 12;
const LONGEST_NAME = 100;

type Values = Seeds[string];

/** Stands for a value that the operator knows; a schema may ask for longer ones, or for several. */
const BLANK = '…';

/** What could stand for a value of a parameter, the plainest first. */
function placeholders({ type, minimum, maximum, enum: listed }: Parameter): readonly Values[] {
  const [first] = (listed ?? []).filter((value) => typeof value !== 'object');
  if (first !== undefined) return [[first as Values[number]]];
  const least = Math.ceil(Math.max(minimum ?? 1, Math.min(1, maximum ?? 1)));
  const numbers = [least, least + 1, least + 2];
  if (type === 'boolean') return [[true, false]];
  if (type === 'number' || type === 'integer')
    return [[least], [least + 1], [minimum ?? maximum ?? least], numbers];
  const texts = [[BLANK], [BLANK.repeat(40)], [1, 2, 3].map((n) => `${BLANK} ${n}`)];
  return type === 'any' ? [...texts, [least], [true, false]] : texts;
}

/** Every name gets its n-th placeholder, or its last. */
function seedsAt(tool: Tool, parameters: readonly Parameter[], level: number): Seeds {
  return Object.fromEntries(
    parameters.map((parameter) => {
      const values = placeholders(parameter);
      return [`${tool.name}.${parameter.name}`, values[Math.min(level, values.length - 1)] ?? []];
    }),
  );
}

const LEVELS = [0, 1, 2, 3, 4];

const setting = (seeds: Seeds): Adjustment => ({ key: 'seedValues', set: seeds });

/** Required leaves that the schema gives no value for, or whose listed ones the operator replaced. */
const open = (tool: Tool, { seedValues }: ServerPolicy): Parameter[] =>
  parametersOf(tool).filter(
    ({ name, required, const: fixed, default: byDefault, enum: listed, type }) =>
      required &&
      ![fixed, byDefault].some((value) => value !== undefined) &&
      type !== 'object' &&
      (listed === undefined ||
        [name, `${tool.name}.${name}`].some((key) => Object.hasOwn(seedValues, key))),
  );

/**
 * The fewest `seedValues`, as placeholders to be replaced, with which discovery could call a tool that
 * it has no values for; null if no such line is known. It is found by trying, so it holds.
 */
export function wanting(tool: Tool, policy: ServerPolicy): Seeds | null {
  const parameters = open(tool, policy);
  if (parameters.length === 0 || parameters.length > MOST_NAMES) return null;
  if (parameters.some(({ name }) => name.length > LONGEST_NAME)) return null;
  const fills = (seeds: Seeds): boolean =>
    discoveryCalls(tool, adjusted(policy, [setting(seeds)])).length > 0;
  let seeds = LEVELS.map((level) => seedsAt(tool, parameters, level)).find(fills);
  if (seeds === undefined) return null;
  if (parameters.length === 1) return seeds;
  for (const key of Object.keys(seeds)) {
    const { [key]: _, ...fewer } = seeds;
    if (fills(fewer)) seeds = fewer;
  }
  return seeds;
}
