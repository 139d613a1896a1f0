import type { ChildProcess } from 'node:child_process';
import type { Finding, Kit } from '../kit/bench.ts';
import { compared } from '../kit/finding.ts';
import { alternate } from '../kit/rounds.ts';
import type { McpLoad, McpLoaded } from './mcp-load.fixture.ts';
import { type Asked, started, stop, told } from './sides.ts';

/**
 * What a call over MCP costs beside an echo tool on the same server of the SDK, mounted the same way and
 * answering with one of the same results, each in a process of its own, and the load in a third.
 */

const CALLS = 3_000;
const CONNECTIONS = 16;
const PLAN = { warmUps: 2, rounds: 7 } as const;
const ERAS = ['2025-11-25', '2026-07-28'] as const;

/** Calls over MCP in both eras: calls a second, and what of a processor each side takes for one. */
export async function mcpCalls(kit: Kit, { dir, ...asked }: Asked): Promise<readonly Finding[]> {
  const load = await started('mcp-load.fixture.ts');
  const echo = await started('mcp-side.fixture.ts', 'echo', dir);
  const ours = await started('mcp-side.fixture.ts', 'ours', dir);
  try {
    const ports = new Map<ChildProcess, number>();
    for (const side of [echo, ours]) ports.set(side, (await told<{ port: number }>(side)).port);
    const cpuMs = async (side: ChildProcess) => (await told<{ cpuMs: number }>(side, {})).cpuMs;
    const round = async (side: ChildProcess, era: McpLoad['era'], tasks: readonly string[]) => {
      const before = await cpuMs(side);
      const port = ports.get(side) ?? 0;
      const plan: McpLoad = { ...asked, port, era, tasks, calls: CALLS, connections: CONNECTIONS };
      const loaded = await told<McpLoaded>(load, plan);
      const cpu = ((await cpuMs(side)) - before) / CALLS;
      return { rate: loaded.perSecond, cpu, load: loaded.cpuMs / CALLS };
    };
    const findings: Finding[] = [];
    for (const era of ERAS) {
      const rounds = await alternate(
        kit,
        { what: `MCP of ${era}`, ...PLAN },
        { baseline: () => round(echo, era, []), subject: () => round(ours, era, asked.tasks) },
      );
      const bar = { of: 'ratio', atLeast: 0.8 } as const;
      findings.push(
        compared(`MCP ${era}: calls, beside an echo tool`, 'calls/s', rounds, 'rate', bar),
        compared(`MCP ${era}: processor time a call`, 'ms', rounds, 'cpu'),
        compared(`MCP ${era}: of the load itself`, 'ms', rounds, 'load'),
      );
    }
    return findings;
  } finally {
    await Promise.all([load, echo, ours].map(stop));
  }
}
