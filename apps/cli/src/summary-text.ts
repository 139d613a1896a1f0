import type { CommandSpec } from '@firefly/contracts/run-spec';
import { whyOf } from '@firefly/domain/catalog/reason';
import type { RunSummary } from '@firefly/pipeline/summary';
import { many } from './amounts.ts';
import { commandLine } from './command-line.ts';
import { modelLines } from './models-text.ts';
import { printable } from './printable.ts';

/** Where nothing could be explored, what data would have to look like. */
const NOTHING =
  'no call gave records with a name (a list of three or more objects with a name, title, label or subject), nor a value that another tool takes';

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** Reasons on one line, the most frequent first; the tail is counted. */
const reasons = (list: readonly { what: string; count: number }[], most = 6): string => {
  const shown = list.slice(0, most).map(({ what, count }) => `${count} × ${what}`);
  const rest = list.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} other reasons`] : [])].join('; ');
};

function serverLines(servers: RunSummary['servers']): string[] {
  return servers.flatMap(({ name, kept, reason, notes, tools, toolsKept, toolsDropped }) => {
    if (!kept) return [`  ${name}: dropped: ${reason}`];
    const byReason = new Map<string, string[]>();
    for (const { tool, reasons: why } of toolsDropped) {
      const first = whyOf(why[0] ?? 'no reason');
      byReason.set(first, [...(byReason.get(first) ?? []), tool]);
    }
    return [
      `  ${name}: ${toolsKept.length} of ${tools} tools kept: ${toolsKept.join(', ')}`,
      ...[...byReason].map(([why, dropped]) => `    dropped ${dropped.join(', ')}: ${why}`),
      ...notes.map((note) => `    note: ${note}`),
    ];
  });
}

const yieldLines = (what: string, count: string, why: string): string[] => [
  `  ${what.padEnd(13)}${count}`,
  ...(why === '' ? [] : [`${' '.repeat(15)}${why}`]),
];

/** What became of the calls that policies missed, where the run was given some. */
const missesLines = (misses: RunSummary['misses']): string[] =>
  misses === null
    ? []
    : yieldLines(
        'misses',
        `${misses.called} of ${many(misses.logged, 'missed call')} recorded`,
        misses.left.length === 0 ? '' : `left out: ${reasons(misses.left)}`,
      );

/** Sub-DAGs told one by one; the JSON summary has them all. */
const MOST_SUB_DAGS = 40;

/** Where a run fell short: what was explored without a good task, and why. */
function barrenLines({ subDags, accepted }: RunSummary, wanted: number): string[] {
  const barren = subDags.filter(({ good }) => good === 0);
  if (accepted >= wanted || barren.length === 0) return [];
  const shown = barren
    .slice(0, MOST_SUB_DAGS)
    .flatMap(({ start, tools, explorations, reasons: why }) => [
      `  ${[start, ...tools.slice(1)].join(' -> ')} (${many(explorations, 'exploration')})`,
      `    ${reasons(why, 3)}`,
    ]);
  const rest = barren.length - MOST_SUB_DAGS;
  return [
    '',
    `What was explored without a task (${barren.length} of ${subDags.length} sub-DAGs)`,
    ...shown,
    ...(rest > 0 ? [`  and ${rest} more: --json lists them all`] : []),
  ];
}

/** The summary of a run for people. */
export function summaryText(summary: RunSummary, spec: CommandSpec): string {
  const { edges, calls, explorations, drafts, judged, replayed, accepted, signatures } = summary;
  const busiest = [...summary.timings].sort((a, b) => b.ms - a.ms);
  return [
    `${many(accepted, 'verified task')} of ${many(signatures, 'signature')} in ${spec.out} (asked for ${spec.tasks})`,
    ...(summary.stopped === null ? [] : [`It went no further, as ${summary.stopped}.`]),
    '',
    'Servers',
    ...serverLines(summary.servers),
    ...(summary.servers.some(({ kept, toolsDropped }) => !kept || toolsDropped.length > 0)
      ? [`  What would change that: ${commandLine('servers', 'check', spec.servers.file)}`]
      : []),
    '',
    'Yield per stage',
    ...yieldLines(
      'graph',
      `${edges.candidate} edges, ${edges.executed} confirmed by execution`,
      '',
    ),
    ...yieldLines(
      'calls',
      `${calls.made} made and recorded; ${calls.failed} of them answered with an error or with nothing`,
      calls.invalid === 0
        ? ''
        : `${calls.invalid} of them broke a schema on purpose, so that the simulator knows how the server says so`,
    ),
    ...missesLines(summary.misses),
    ...yieldLines(
      'explore',
      `${explorations.complete} of ${explorations.planned} explorations complete`,
      explorations.planned === 0 ? NOTHING : reasons(explorations.stuck),
    ),
    ...yieldLines('synthesize', `${drafts.written} drafts`, reasons(drafts.misfits)),
    ...yieldLines(
      'judge',
      `${judged.passed} passed all checks`,
      judged.rejected.length === 0 ? '' : `rejected by ${reasons(judged.rejected)}`,
    ),
    ...yieldLines('solve', `${replayed.passed} replayed exactly, ${replayed.failed} did not`, ''),
    ...yieldLines(
      'accepted',
      `${accepted}`,
      summary.unwanted === 0
        ? ''
        : `${summary.unwanted} more were good, but the run had enough: its tasks, or of this shape its share (an eighth)`,
    ),
    ...modelLines(summary.models),
    ...barrenLines(summary, spec.tasks),
    '',
    `Time: ${seconds(summary.wallMs)} in all; work by stage: ${busiest.map(({ stage, ms, jobs }) => `${stage} ${seconds(ms)} (${jobs})`).join(', ')}`,
  ]
    .map(printable)
    .join('\n');
}
