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

/** The links of a menu, each once, as far as both of their tools are offered. */
function linksOf({ edges }: MenuPlan, offered: ReadonlySet<string>): string[] {
  const links = edges
    .filter(({ from, to }) => offered.has(from) && offered.has(to))
    .map(({ from, fromPath, to, toPath, confidence }) => {
      const [source, target] = [functionName(from), functionName(to)];
      return `${source} ${shortText(fromPath, 80) || '(all)'} -> ${target} ${shortText(toPath, 80)} (${confidence})`;
    });
  return [...new Set(links)].slice(0, MOST_LINKS);
}

/**
 * The first message: which answers may feed which arguments, and values to begin with. Which values is the
 * seed's choice, so that two explorations of one menu look at different things.
 */
export function openingOf(plan: MenuPlan, offer: Offer, values: readonly KnownValues[]): Opening {
  const offered = new Set([...offer.byName.values()].map(toolId));
  const known = new Set<string | number>();
  const lines = [...Map.groupBy(values, ({ tool }) => tool)].flatMap(([tool, own]) =>
    (offered.has(tool) ? own.slice(0, PARAMETERS_EACH) : []).map(({ pointer, values: all }) => {
      const chosen = randomOf(plan.seed, 'values', tool, pointer)
        .shuffle(all.filter((value) => String(value).length <= LONGEST_VALUE))
        .slice(0, VALUES_EACH);
      for (const value of chosen) known.add(value);
      return `${functionName(tool)} ${pointer}: ${chosen.map((value) => JSON.stringify(value)).join(', ')}`;
    }),
  );
  const links = linksOf(plan, offered);
  const parts = [
    ...(links.length === 0
      ? []
      : [`Answers that may feed arguments:\n${fenced('links', links.join('\n'))}`]),
    ...(lines.length === 0 ? [] : [`Values known to work:\n${fenced('values', lines.join('\n'))}`]),
    'Begin.',
  ];
  return { text: parts.join('\n\n'), known };
}
