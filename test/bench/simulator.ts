import { join } from 'node:path';
import type { Bench } from './kit/bench.ts';
import { writeBigBundle } from './simulator/big-bundle.ts';
import { endurance } from './simulator/endurance.ts';
import { httpCalls } from './simulator/http.ts';
import { mcpCalls } from './simulator/mcp.ts';
import { startAndMemory } from './simulator/memory.ts';
import { similarCost } from './simulator/similar.ts';

/** What the simulator costs: its calls, its memory, and how it lasts. Takes a quarter of an hour. */

const RECORDINGS = 100_000;

export const bench: Bench = async (kit) => {
  const dir = join(kit.folder, 'bundle');
  kit.say(`writing ${RECORDINGS.toLocaleString('en')} recordings`);
  const tasks = await writeBigBundle(dir, RECORDINGS);
  const asked = { dir, tasks, recordings: RECORDINGS };
  return [
    ...(await httpCalls(kit, asked)),
    ...(await mcpCalls(kit, asked)),
    ...(await similarCost(kit)),
    ...(await startAndMemory(kit, asked)),
    ...(await endurance(kit, asked)),
  ];
};
