import type { Manifest } from '@firefly/contracts/bundle';
import type { Rollouts } from '@firefly/domain/dataset/rollouts';
import { criteria } from '@firefly/domain/judging/opinions/opinion';
import { cell } from './card-cell.ts';
import { tokensOf } from './ledger.ts';

/** The part of a dataset card that says which models took part, what they made and what that cost. */

/** What the card states of models; all of it is absent where there was none. */
export interface ModelFacts
  extends Pick<Manifest, 'models' | 'ledger' | 'yield' | 'agreement' | 'budget'> {
  /** Of each task that a solver was asked. */
  readonly rollouts: readonly Rollouts[];
}

/** Between these marks stands what two equal runs may differ in. */
export const COST_BEGIN = '<!-- cost:begin -->';
export const COST_END = '<!-- cost:end -->';

type Lines = readonly string[];

const table = (head: Lines, rows: readonly Lines[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const UNTOLD = 'cannot be told';
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const dollarsOf = (dollars: number | null): string =>
  dollars === null ? 'no price known' : dollars.toFixed(4);

const modelTable = (models: NonNullable<ModelFacts['models']>): string =>
  table(
    ['stage', 'model', 'prompts'],
    models.map(({ stage, model, prompts }) => [
      stage,
      cell(model),
      prompts.map(({ name, version, hash }) => cell(`${name} ${version} ${hash}`)).join(', '),
    ]),
  );

const yieldTable = (counts: NonNullable<ModelFacts['yield']>): string =>
  table(
    ['explorations', 'drafts', 'passed all checks', 'passed the judges', 'accepted'],
    [
      [
        counts.explorations,
        counts.drafts,
        counts.passed_checks,
        counts.passed_judges,
        counts.accepted,
      ].map(String),
    ],
  );

const agreementTable = ({ criteria: found }: NonNullable<ModelFacts['agreement']>): string =>
  table(
    ['criterion', 'the same score', 'at most one apart', 'beyond chance (alpha)'],
    criteria.map((criterion) => {
      const { exact, within_one, alpha } = found[criterion];
      const shares = [exact, within_one].map((share) => (share === null ? UNTOLD : percent(share)));
      return [criterion.replaceAll('_', ' '), ...shares, alpha?.toFixed(3) ?? UNTOLD];
    }),
  );

/** The means over tasks that say something of k; both papers report these. */
function passTable(rollouts: readonly Rollouts[]): string {
  const all = [...new Set(rollouts.flatMap(({ pass_at_k }) => Object.keys(pass_at_k).map(Number)))];
  const mean = (k: number, part: 'pass_at_k' | 'pass_hat_k'): string => {
    const values = rollouts.flatMap((one) => one[part][k] ?? []);
    return percent(values.reduce((sum, value) => sum + value, 0) / values.length);
  };
  return table(
    ['k', 'tasks', 'one of k passes (pass@k)', 'all of k pass (pass^k)'],
    all
      .sort((a, b) => a - b)
      .map((k) => [
        String(k),
        String(rollouts.filter(({ pass_at_k }) => pass_at_k[k] !== undefined).length),
        mean(k, 'pass_at_k'),
        mean(k, 'pass_hat_k'),
      ]),
  );
}

function costTable(ledger: NonNullable<ModelFacts['ledger']>): string {
  const { rows, usage, dollars, per_accepted_task: per, prices } = ledger;
  const requests = rows.reduce((sum, row) => sum + row.requests, 0);
  const remembered = rows.reduce((sum, row) => sum + row.remembered, 0);
  const line = (name: Lines, asked: number, used: typeof usage, price: number | null): string[] => [
    ...name,
    ...[asked, used.input, used.cached, used.written, used.output].map(String),
    dollarsOf(price),
  ];
  const each = per
    ? `\n\nAn accepted task took ${per.making.tokens} tokens to make (dollars: ${dollarsOf(per.making.dollars)}); rollouts took ${per.rollouts.tokens} more (dollars: ${dollarsOf(per.rollouts.dollars)}).`
    : '';
  const free =
    remembered === 0
      ? ''
      : ` Answers to ${remembered} more requests were known from earlier runs, and are not counted.`;
  const estimated = rows.reduce((sum, row) => sum + (row.estimated ?? 0), 0);
  const guessed =
    estimated === 0
      ? ''
      : ` Of these ${estimated} were not counted by their provider, but estimated by the bytes of what was said.`;
  const told = prices === null ? '' : ` Prices are those of ${prices}.`;
  return `${table(
    ['stage', 'model', 'requests', 'input', 'out of a cache', 'into a cache', 'output', 'dollars'],
    [
      ...rows.map((row) =>
        line([row.stage, cell(row.model)], row.requests, row.usage, row.dollars),
      ),
      line(['all', ''], requests, usage, dollars),
    ],
  )}

${tokensOf(usage)} tokens in all.${guessed}${told}${free}${each}`;
}

const closedBook = (rollouts: readonly Rollouts[]): string => {
  const n = rollouts.reduce((sum, { closed_book }) => sum + closed_book.n, 0);
  const passed = rollouts.reduce((sum, { closed_book }) => sum + closed_book.passed, 0);
  return n === 0 ? '' : `\n\nWithout the tools ${passed} of ${n} attempts passed.`;
};

/** The sections about models, each behind an empty line; nothing where no model took part. */
export function modelSections(facts: ModelFacts): string {
  const { models, ledger, yield: counts, agreement, budget, rollouts } = facts;
  const parts: [title: string, text: string][] = [];
  if (models) parts.push(['Models and prompts', modelTable(models)]);
  if (counts) parts.push(['Yield', yieldTable(counts)]);
  if (agreement)
    parts.push([
      'Agreement of the judges',
      `What judges say is an opinion, and never a label. Tasks with two opinions or more: ${agreement.tasks}.\n\n${agreementTable(agreement)}`,
    ]);
  if (rollouts.length > 0)
    parts.push(['Pass rates', `${passTable(rollouts)}${closedBook(rollouts)}`]);
  if (ledger) parts.push(['Cost', `${COST_BEGIN}\n${costTable(ledger)}\n${COST_END}`]);
  if (budget) parts.push(['Budget', `The run stopped where ${budget}.`]);
  return parts.map(([title, text]) => `\n## ${title}\n\n${text}\n`).join('');
}
