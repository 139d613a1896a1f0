import { toolId } from '@firefly/domain/catalog/tool';
import { functionName } from '@firefly/domain/dataset/function-name';
import type { KnownValues } from '@firefly/domain/exploration/known-values';
import type { MenuPlan } from '@firefly/domain/exploration/plan';
import { randomOf } from '@firefly/domain/random';
import { fenced } from '../fence.ts';
import type { Offer } from '../model-tool.ts';
import { shortText } from '../shorten.ts';

const MOST_LINKS = 16;
const VALUES_EACH = 4;
/** Values of one tool whose parameters take many: the rest stands in its answers. */
const PARAMETERS_EACH = 4;
const LONGEST_VALUE = 80;

/** What an exploration is opened with. */
export interface Opening {
  readonly text: string;
  /** The values that it names: to take one of them up again shows nothing. */
  readonly known: ReadonlySet<string | number>;
}

const FIELDS_EACH = 4;
const LONGEST_PATH = 60;

/** The links of a menu: one line for all fields of one tool that may feed one argument of another. */
function linksOf({ edges }: MenuPlan, offered: ReadonlySet<string>): string[] {
  const shown = edges.filter(({ from, to }) => offered.has(from) && offered.has(to));
  const groups = Map.groupBy(shown, ({ from, to, toPath }) => JSON.stringify([from, to, toPath]));
  const lines = [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const fields = new Set([first, ...others].map(({ fromPath }) => fromPath || '(all)'));
    const paths = [...fields].slice(0, FIELDS_EACH).map((path) => shortText(path, LONGEST_PATH));
    const target = `${functionName(first.to)} ${shortText(first.toPath, LONGEST_PATH)}`;
    return `${functionName(first.from)} ${paths.join(', ')} -> ${target} (${first.confidence})`;
  });
  return lines.slice(0, MOST_LINKS);
}

/** Values that may be named for a parameter, by the seed's choice. */
function chosenOf(plan: MenuPlan, { tool, pointer, values }: KnownValues): (string | number)[] {
  // An id that the menu leads to is found on the way: nobody says one in a question.
  const found = plan.edges.some(({ to, toPath }) => to === tool && toPath === pointer);
  if (found && /[/_]id$|Id$/.test(pointer)) return [];
  const linked = plan.edges.some(({ from, to }) => from === tool || to === tool);
  // A tool that computes is to be given what others returned, not numbers out of nowhere.
  const computes = !linked && plan.edges.length > 0;
  const sayable = values.filter(
    (value) => String(value).length <= LONGEST_VALUE && !(computes && typeof value === 'number'),
  );
  return randomOf(plan.seed, 'values', tool, pointer).shuffle(sayable).slice(0, VALUES_EACH);
}

const section = (title: string, name: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`${title}:\n${fenced(name, lines.join('\n'))}`];

/**
 * The first message: which answers may feed which arguments, and values to begin with. Which values is the
 * seed's choice, so that two explorations of one menu look at different things.
 */
export function openingOf(plan: MenuPlan, offer: Offer, values: readonly KnownValues[]): Opening {
  const offered = new Set([...offer.byName.values()].map(toolId));
  const byTool = Map.groupBy(values, ({ tool }) => tool);
  const chosen = [...offered]
    .flatMap((tool) => (byTool.get(tool) ?? []).slice(0, PARAMETERS_EACH))
    .map((known) => ({ ...known, values: chosenOf(plan, known) }))
    .filter((known) => known.values.length > 0);
  const lines = chosen.map(
    (known) =>
      `${functionName(known.tool)} ${known.pointer}: ${known.values.map((value) => JSON.stringify(value)).join(', ')}`,
  );
  const parts = [
    ...section('Answers that may feed arguments', 'links', linksOf(plan, offered)),
    ...section('Values known to work', 'values', lines),
    'Begin.',
  ];
  return { text: parts.join('\n\n'), known: new Set(chosen.flatMap((known) => known.values)) };
}
