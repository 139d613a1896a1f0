import { tokensOf } from '@firefly/bundle/ledger';
import { criteria } from '@firefly/domain/judging/opinions/opinion';
import type { ModelsSummary } from '@firefly/pipeline/models-summary';
import { dollarsText, percent, tokensText } from './amounts.ts';

const line = (what: string, text: string): string => `  ${what.padEnd(13)}${text}`;

/** A task's share of what was spent. */
const each = ({ tokens, dollars }: { readonly tokens: number; readonly dollars: number | null }) =>
  `${tokensText(tokens)}, ${dollarsText(dollars)}`;

function agreementLine({ agreement }: ModelsSummary): string[] {
  if (agreement === null) return [];
  const shares = criteria.flatMap((criterion) => {
    const { within_one: near, alpha } = agreement.criteria[criterion];
    if (near === null) return [];
    const beyond = alpha === null ? '' : ` (alpha ${alpha.toFixed(2)})`;
    return [`${criterion.replaceAll('_', ' ')} ${percent(near)}${beyond}`];
  });
  return [line('agreement', `of judges, at most one point apart: ${shares.join(', ')}`)];
}

function rolloutsLine({ rollouts }: ModelsSummary): string[] {
  if (rollouts === null) return [];
  const { tasks, attempts, pass_at_1: rate, closed_book: closed } = rollouts;
  const without =
    closed.n === 0 ? '' : `; without tools ${closed.passed} of ${closed.n} attempts passed`;
  return [
    line(
      'rollouts',
      `pass@1 ${percent(rate)}: ${attempts} attempts at ${tasks} accepted tasks${without}`,
    ),
  ];
}

/** A provider that does not count is told, as its sums are none. */
const notCounted = ({ estimated }: { readonly estimated?: number | undefined }): string =>
  estimated === undefined ? '' : ` (${tokensText(estimated)} of them not counted but estimated)`;

/** What was asked at each stage and what that took, all of it, and what one task has of it. */
export function ledgerLines(ledger: ModelsSummary['ledger']): string[] {
  const { per_accepted_task: per, prices, rows, usage, dollars } = ledger;
  const dated = prices === null ? '' : `, by prices of ${prices}`;
  return [
    ...rows.map(({ stage, model, requests, remembered, ...row }) =>
      line(
        stage,
        `${model}: ${requests} requests${remembered === 0 ? '' : ` and ${remembered} known from earlier runs`}, ${tokensText(tokensOf(row.usage))}${notCounted(row)}, ${dollarsText(row.dollars)}`,
      ),
    ),
    line('in all', `${tokensText(tokensOf(usage))}, ${dollarsText(dollars)}${dated}`),
    ...(per === null
      ? []
      : [line('each task', `${each(per.making)}; its rollouts ${each(per.rollouts)}`)]),
  ];
}

/** What models did and took, for people; nothing where none was asked. */
export function modelLines(models: ModelsSummary | undefined): string[] {
  if (models === undefined) return [];
  const { passed_judges: content, passed_checks: checked } = models.yield;
  return [
    '',
    'Models (what they say of a task is an opinion, never a label)',
    line('judges', `${content} of ${checked} tasks that passed all checks`),
    ...agreementLine(models),
    ...rolloutsLine(models),
    ...ledgerLines(models.ledger),
  ];
}
