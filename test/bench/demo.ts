import { join } from 'node:path';
import { queueKeys } from '@firefly/queue/pool-size';
import { callOverhead } from './demo/calls.ts';
import { type Memory, total } from './demo/memory.ts';
import { type DemoRun, runDemo } from './demo/run.ts';
import type { Bench, Finding } from './kit/bench.ts';
import { measured } from './kit/finding.ts';

/** `firefly demo` as a user runs it: how long, how much memory, and what a call costs us. */

const LONGEST_S = 120;
const MOST_MB = 1_000;

const mb = (bytes: number): number => bytes / 1e6;

function memory(peak: Memory | undefined): Finding[] {
  if (peak === undefined) return [{ metric: 'memory', skipped: 'it is read from /proc of Linux' }];
  return [
    measured('memory at most, ours and Postgres', 'MB', mb(total(peak)), {
      of: 'value',
      atMost: MOST_MB,
    }),
    measured('of it our processes', 'MB', mb(peak.ours)),
    measured('of it Postgres', 'MB', mb(peak.postgres)),
  ];
}

function times({ summary, wallMs }: DemoRun): Finding[] {
  const { calls, timings } = summary;
  const order = (stage: string): number => (queueKeys as readonly string[]).indexOf(stage);
  return [
    measured('wall time', 's', wallMs / 1000, { of: 'value', atMost: LONGEST_S }),
    measured('tool calls', 'calls', calls.made),
    measured('tool calls of a run', 'calls/s', (calls.made * 1000) / summary.wallMs),
    ...timings
      .toSorted((a, b) => order(a.stage) - order(b.stage))
      .map(({ stage, jobs, ms }) => measured(`${stage}, ${jobs} jobs in sum`, 's', ms / 1000)),
  ];
}

export const bench: Bench = async (kit) => {
  const run = await runDemo(kit);
  const calls = await callOverhead(kit, run.bundle, join(kit.folder, 'home'));
  return [...times(run), ...memory(run.peak), ...calls];
};
