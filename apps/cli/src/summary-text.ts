import type { RunSpec } from '@firefly/pipeline/run-spec';
import type { RunSummary } from '@firefly/pipeline/summary';

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

const yieldLine = (what: string, count: string, why: string): string =>
  `  ${what.padEnd(13)}${count}${why === '' ? '' : `\n${' '.repeat(15)}${why}`}`;

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
    yieldLine('graph', `${edges.candidate} edges, ${edges.executed} confirmed by execution`, ''),
    yieldLine('calls', `${calls.made} made and recorded, ${calls.failed} failed`, ''),
    yieldLine(
      'explore',
      `${explorations.complete} of ${explorations.planned} explorations complete`,
      reasons(explorations.stuck),
    ),
    yieldLine('synthesize', `${drafts.written} drafts`, reasons(drafts.misfits)),
    yieldLine(
      'judge',
      `${judged.passed} passed all checks`,
      judged.rejected.length === 0 ? '' : `rejected by ${reasons(judged.rejected)}`,
    ),
    yieldLine('solve', `${replayed.passed} replayed exactly, ${replayed.failed} did not`, ''),
    yieldLine('accepted', `${accepted}`, ''),
    '',
    `Time: ${seconds(summary.wallMs)} in all; work by stage: ${busiest.map(({ stage, ms, jobs }) => `${stage} ${seconds(ms)} (${jobs})`).join(', ')}`,
  ].join('\n');
}
