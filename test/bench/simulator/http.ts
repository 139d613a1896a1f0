import type { ChildProcess } from 'node:child_process';
import type { Bar, Finding, Kit } from '../kit/bench.ts';
import { compared, median } from '../kit/finding.ts';
import { alternate } from '../kit/rounds.ts';
import type { Load, Loaded } from './load.fixture.ts';
import { type Asked, started, stop, told } from './sides.ts';

/**
 * What an exact answer over plain HTTP costs, beside a bare Fastify route that parses the same calls and
 * returns a constant of that size: each in a process of its own, the load in another, which never sleeps
 * where it asks for as much as it can: its own time is then that of a whole processor.
 */

const CALLS = 20_000;
const CONNECTIONS = 16;
const PLAN = { warmUps: 3, rounds: 9 } as const;
const HALF_PLAN = { warmUps: 2, rounds: 15 } as const;
/** Of an answer of the simulator to the calls of the bench. */
const CONSTANT_BYTES = '2300';

interface Round {
  readonly rate: number;
  readonly p99: number;
  readonly cpu: number;
  readonly load: number;
}

/** The sides that take part, and the ports that they listen on. */
interface Station {
  readonly ports: ReadonlyMap<ChildProcess, number>;
  readonly load: ChildProcess;
}

const cpuMs = async (side: ChildProcess) => (await told<{ cpuMs: number }>(side, {})).cpuMs;

async function round(
  { ports, load }: Station,
  sides: readonly ChildProcess[],
  more: Pick<Load, 'tasks' | 'recordings'> & { readonly perSecond?: number },
): Promise<Round> {
  const spent = async () => (await Promise.all(sides.map(cpuMs))).reduce((sum, ms) => sum + ms, 0);
  const before = await spent();
  const plan: Load = {
    ports: sides.map((side) => ports.get(side) ?? 0),
    ...{ calls: CALLS, connections: CONNECTIONS, ...more },
  };
  const loaded = await told<Loaded>(load, plan);
  const cpu = ((await spent()) - before) / CALLS;
  return { rate: loaded.perSecond, p99: loaded.p99, cpu, load: loaded.cpuMs / CALLS };
}

/** Calls a second, latency at half load, and what a second process costs. */
export async function httpCalls(kit: Kit, { dir, tasks, recordings }: Asked): Promise<Finding[]> {
  const load = await started('load.fixture.ts');
  const bare = await started('side.fixture.ts', 'bare', CONSTANT_BYTES);
  const ours = await started('side.fixture.ts', 'ours', dir);
  const second = await started('side.fixture.ts', 'ours', dir);
  try {
    const ports = new Map<ChildProcess, number>();
    for (const side of [bare, ours, second])
      ports.set(side, (await told<{ port: number }>(side)).port);
    const station = { ports, load };
    const ofBare = { tasks: [], recordings };
    const ofOurs = { tasks, recordings };
    const full = await alternate(
      kit,
      { what: 'plain HTTP', ...PLAN },
      {
        baseline: () => round(station, [bare], ofBare),
        subject: () => round(station, [ours], ofOurs),
      },
    );
    const perSecond = Math.floor(median(full.map(({ subject }) => subject.rate)) / 2);
    const half = await alternate(
      kit,
      { what: `plain HTTP, ${perSecond} calls/s`, ...HALF_PLAN },
      {
        baseline: () => round(station, [bare], { ...ofBare, perSecond }),
        subject: () => round(station, [ours], { ...ofOurs, perSecond }),
      },
    );
    const two = await alternate(
      kit,
      { what: `plain HTTP, two processes, ${perSecond} calls/s`, ...HALF_PLAN },
      {
        // Each process has the same to do: twice the processes for twice the calls.
        baseline: () => round(station, [ours], { ...ofOurs, perSecond: perSecond / 2 }),
        subject: () => round(station, [ours, second], { ...ofOurs, perSecond }),
      },
    );
    const enough: Bar = { of: 'ratio', atLeast: 0.6 };
    return [
      compared('HTTP: exact calls, beside a bare route', 'calls/s', full, 'rate', enough),
      compared('HTTP: processor time a call', 'ms', full, 'cpu'),
      compared('HTTP: of the load itself', 'ms', full, 'load'),
      compared('HTTP: p99 at half load', 'ms', half, 'p99', { of: 'ratio', atMost: 2 }),
      compared(
        'HTTP: processor time a call, 2 processes with twice the calls of 1',
        'ms',
        two,
        'cpu',
        {
          ...{ of: 'ratio', atMost: 1.15 },
        },
      ),
    ];
  } finally {
    await Promise.all([load, bare, ours, second].map(stop));
  }
}
