import type { JointPlan, WalkPlan } from '@firefly/domain/exploration/plan';
import type { Json, JsonObject } from '@firefly/domain/json';
import { stands } from '@firefly/domain/judging/mentions';
import { literalsOf } from '@firefly/domain/judging/unaccounted';
import { leavesOf, valueAt } from '@firefly/domain/pointer';
import type { Evaluate } from '@firefly/domain/ports';
import { convertValue } from '@firefly/domain/synthesis/convert';
import type { Proposal } from '@firefly/domain/synthesis/proposal';
import { explore, promptOf, type World, written } from './world.ts';

/** A proposal with the calls it was made from. */
export interface Made {
  readonly proposal: Proposal;
  readonly inputs: JsonObject;
  readonly arguments: readonly JsonObject[];
}

/** Every proposal of a walk or a joint exploration under one seed. */
export function madeOf(plan: WalkPlan | JointPlan, world: World): Made[] {
  const history = explore(plan, world);
  const inputs = Object.fromEntries(
    history.map((call, at) => [`c${at + 1}`, call.observation as Json]),
  );
  const args = history.map((call) => call.arguments);
  return written(plan, world).proposals.map((proposal) => ({ proposal, inputs, arguments: args }));
}

/** Values that stand in the prompt as bound pieces. */
const boundIn = (proposal: Proposal): unknown[] =>
  proposal.prompt.flatMap((part) => (typeof part === 'string' ? [] : [part.value]));

/** Arguments and literals that neither a flow fills nor the prompt holds (rule 2.6). */
function unaccounted({ proposal, arguments: args }: Made): string[] {
  const bound = boundIn(proposal);
  const fromCalls = args.flatMap((call, at) =>
    [...leavesOf(call)].filter(
      ({ pointer, value }) =>
        !bound.includes(value) &&
        !proposal.flows.some((flow) => flow.to === `c${at + 1}` && flow.toPointer === pointer),
    ),
  );
  const expressions = [...proposal.fields, ...proposal.flows].map((each) => each.expression);
  const literals = expressions.flatMap((expression): { readonly value: unknown }[] => {
    const found = literalsOf(expression);
    if ('reason' in found) return [{ value: found.reason }];
    return found.values.filter((value) => !bound.includes(value)).map((value) => ({ value }));
  });
  return [...fromCalls, ...literals].map(({ value }) => `${value} is not in the prompt`);
}

/** Calls whose answers neither a field nor a flow reads. */
function unneeded({ proposal, inputs }: Made): string[] {
  const read = [...proposal.fields, ...proposal.flows]
    .map(({ expression }) => expression)
    .join(' ');
  return Object.keys(inputs)
    .filter((call) => !new RegExp(`\\b${call}\\b`).test(read))
    .map((call) => `nothing reads ${call}`);
}

const OWN_WORDS = /\S*\/\S*/g;

/** What is wrong with a proposal: its labels, its flows, its account of values, its words. */
export async function faultsOf(made: Made, evaluator: Evaluate): Promise<string[]> {
  const { proposal, inputs } = made;
  const faults = [...unaccounted(made), ...unneeded(made)];
  for (const field of proposal.fields) {
    const label = await evaluator.evaluate(field.expression, inputs);
    if (!label.ok) faults.push(`${field.name}: ${label.detail}`);
    else if (Array.isArray(label.value) !== (field.kind === 'list'))
      faults.push(`${field.name} is no ${field.kind}`);
  }
  for (const flow of proposal.flows) {
    const flowed = await evaluator.evaluate(flow.expression, inputs);
    const source = valueAt(inputs[flow.from], flow.fromPointer);
    const at = Number(flow.to.slice(1)) - 1;
    const target = valueAt(made.arguments[at], flow.toPointer);
    const given = flowed.ok ? convertValue(flowed.value, flow.convert) : undefined;
    // What is computed of a whole list, or read out of prose, stands nowhere by itself.
    const whole = (typeof source === 'string' && flow.fromPointer === '') || Array.isArray(source);
    const read = flowed.ok && (whole || stands(source ?? null, flowed.value));
    if (!read || given === undefined || given !== target)
      faults.push(`${flow.expression} does not carry ${target} to ${flow.to}${flow.toPointer}`);
  }
  const prompt = promptOf(proposal);
  const own = prompt.replaceAll(OWN_WORDS, '/');
  if (/_|undefined|\[object| {2}| [,.?]/.test(own) || !/^\p{Lu}.*\?$/u.test(prompt))
    faults.push(`nobody would write: ${prompt}`);
  const names = proposal.fields.map((field) => field.name);
  if (new Set(names).size !== names.length) faults.push(`two fields of one name: ${names}`);
  return faults;
}
