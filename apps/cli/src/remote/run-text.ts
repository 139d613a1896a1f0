import type { RunDetail, RunView } from '@firefly/contracts/control-api';
import { dollarsText, many, tokensText } from '../amounts.ts';
import { printable } from '../printable.ts';

/** A run in a list. */
export const runLine = ({ id, status, tasks, servers, created_at: at, name }: RunView): string =>
  [id, status.padEnd(9), at.slice(0, 16), many(tasks, 'task'), servers.join(', '), name ?? '']
    .join('  ')
    .trimEnd();

const counted = (list: RunDetail['reasons']['rejected'], most = 6): string => {
  const shown = list.slice(0, most).map(({ what, count }) => `${count} × ${what}`);
  const rest = list.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} other reasons`] : [])].join('; ');
};

const stateOf = ({ status, error, stopping, forecast }: RunDetail): string => {
  if (error !== null) return `${status}: ${error}`;
  if (stopping !== null) return `${status}, explores no more: ${stopping}`;
  return forecast === null ? status : `${status}, about ${forecast.seconds_left} s left`;
};

/** What models took; nothing where none is asked. */
function modelCost(models: RunDetail['cost']['models']): string[] {
  if (models === undefined) return [];
  const line = (what: string, tokens: number, dollars: number | null): string =>
    `  ${what.padEnd(13)}${tokensText(tokens)}, ${dollarsText(dollars)}`;
  return [
    line('models', models.tokens, models.dollars),
    ...models.stages.map(({ stage, model, requests, tokens, dollars }) =>
      line('', tokens, dollars).concat(` for ${stage}: ${many(requests, 'request')} to ${model}`),
    ),
  ];
}

/** How far a run is and what it came to, for people. */
export function runText(run: RunDetail): string {
  const { yields, reasons, cost } = run;
  // No fault of theirs: the run had enough of their kind.
  const unwanted = reasons.rejected.find(({ what }) => what === 'wanted')?.count ?? 0;
  const rejected = reasons.rejected.filter(({ what }) => what !== 'wanted');
  const why = (what: string, list: RunDetail['reasons']['rejected']): string[] =>
    list.length === 0 ? [] : [`  ${what.padEnd(13)}${counted(list)}`];
  return [
    `Run ${run.id}${run.name === null ? '' : ` (${run.name})`} over ${run.servers.join(', ')}: ${stateOf(run)}`,
    `  ${'accepted'.padEnd(13)}${many(yields.accepted, 'verified task')} of ${run.tasks} asked for`,
    `  ${'on the way'.padEnd(13)}${many(yields.explorations, 'exploration')}, ${many(yields.drafts, 'draft')}, ${yields.passed} passed all checks, ${yields.replayed} replayed`,
    ...why('rejected by', rejected),
    ...(unwanted === 0
      ? []
      : [`  ${'left out'.padEnd(13)}${unwanted} more were good, but the run had enough of them`]),
    ...why('without one', reasons.misfits),
    `  ${'cost'.padEnd(13)}${many(cost.calls, 'call')} of tools, ${many(cost.jobs, 'job')} in ${(cost.job_ms / 1_000).toFixed(1)} s of work`,
    ...modelCost(cost.models),
  ]
    .map(printable)
    .join('\n');
}
