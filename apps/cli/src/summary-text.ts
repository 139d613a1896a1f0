import type { RunSpec } from '@firefly/pipeline/run-spec';
import type { RunSummary } from '@firefly/pipeline/summary';
import { printable } from './printable.ts';

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** Reasons on one line, the most frequent first; the tail is counted. */
const reasons = (list: readonly { what: string; count: number }[], most = 6): string => {
  const shown = list.slice(0, most).map(({ what, count }) => `${count} × ${what}`);
  const rest = list.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} other reasons`] : [])].join('; ');
};

function serverLines(servers: RunSummary['servers']): string[] {
  return servers.flatMap(({ name, kept, reason, tools, toolsKept, toolsDropped }) => {
    if (!kept) return [`  ${name}: dropped: ${reason}`];
    const byReason = new Map<string, string[]>();
    for (const { tool, reasons: why } of toolsDropped) {
      const first = (why[0] ?? 'no reason').split(';')[0] ?? '';
      byReason.set(first, [...(byReason.get(first) ?? []), tool]);
    }
    return [
      `  ${name}: ${toolsKept.length} of ${tools} tools kept: ${toolsKept.join(', ')}`,
      ...[...byReason].map(([why, dropped]) => `    dropped ${dropped.join(', ')}: ${why}`),
    ];
  });
}

const yieldLines = (what: string, count: string, why: string): string[] => [
  `  ${what.padEnd(13)}${count}`,
  ...(why === '' ? [] : [`${' '.repeat(15)}${why}`]),
];

/** The summary of a run for people. */
export function summaryText(summary: RunSummary, spec: RunSpec): string {
  const { edges, calls, explorations, drafts, judged, replayed, accepted, signatures } = summary;
  const busiest = [...summary.timings].sort((a, b) => b.ms - a.ms);
  return [
    `${accepted} verified tasks of ${signatures} signatures in ${spec.out} (asked for ${spec.tasks})`,
    '',
    'Servers',
    ...serverLines(summary.servers),
    '',
    'Yield per stage',
    ...yieldLines(
      'graph',
      `${edges.candidate} edges, ${edges.executed} confirmed by execution`,
      '',
    ),
    ...yieldLines('calls', `${calls.made} made and recorded, ${calls.failed} failed`, ''),
    ...yieldLines(
      'explore',
      `${explorations.complete} of ${explorations.planned} explorations complete`,
      reasons(explorations.stuck),
    ),
    ...yieldLines('synthesize', `${drafts.written} drafts`, reasons(drafts.misfits)),
    ...yieldLines(
      'judge',
      `${judged.passed} passed all checks`,
      judged.rejected.length === 0 ? '' : `rejected by ${reasons(judged.rejected)}`,
    ),
    ...yieldLines('solve', `${replayed.passed} replayed exactly, ${replayed.failed} did not`, ''),
    ...yieldLines('accepted', `${accepted}`, ''),
    '',
    `Time: ${seconds(summary.wallMs)} in all; work by stage: ${busiest.map(({ stage, ms, jobs }) => `${stage} ${seconds(ms)} (${jobs})`).join(', ')}`,
  ]
    .map(printable)
    .join('\n');
}
