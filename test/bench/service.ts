import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { openEmbedded } from '@firefly/db/embedded/embedded';
import type { Bench, Kit } from './kit/bench.ts';
import { compared } from './kit/finding.ts';
import { alternate } from './kit/rounds.ts';
import type { Listening } from './service/asked.ts';
import { type Rates, round } from './service/load.ts';

/**
 * What the control API costs: asking for a run and looking at one, beside bare Fastify routes that make
 * the same Prisma calls and the same enqueue, each in a process of its own on one database. Routes on `pg`
 * alone are printed beside them.
 */

const SIDE = join(import.meta.dirname, 'service', 'side.fixture.ts');
const REQUESTS = 300;
const PLAN = { warmUps: 2, rounds: 9 } as const;

interface Side extends Listening {
  readonly child: ChildProcess;
}

async function start(side: string, url: string): Promise<Side> {
  const child = fork(SIDE, [side, url], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [listening] = (await once(child, 'message')) as [Listening];
  return { child, ...listening };
}

async function stop({ child }: Side): Promise<void> {
  const gone = once(child, 'exit');
  child.disconnect();
  await gone;
}

async function beside(kit: Kit, url: string, baseline: string) {
  const sides: Side[] = [];
  try {
    for (const name of [baseline, 'ours']) sides.push(await start(name, url));
    const [theirs, ours] = sides.map(({ port }) => port);
    return await alternate<keyof Rates>(
      kit,
      { what: `control API beside ${baseline}`, ...PLAN },
      {
        baseline: () => round(theirs ?? 0, REQUESTS),
        subject: () => round(ours ?? 0, REQUESTS),
      },
    );
  } finally {
    await Promise.all(sides.map(stop));
  }
}

export const bench: Bench = async (kit) => {
  const postgres = await openEmbedded({ dataDir: join(kit.folder, 'pg') });
  try {
    const bare = await beside(kit, postgres.url, 'bare');
    const pg = await beside(kit, postgres.url, 'pg');
    const bar = { of: 'ratio', atLeast: 0.7 } as const;
    return [
      compared('POST a run, beside bare routes', 'requests/s', bare, 'post', bar),
      compared('GET a run, beside bare routes', 'requests/s', bare, 'get', bar),
      compared('POST a run, beside pg alone', 'requests/s', pg, 'post'),
      compared('GET a run, beside pg alone', 'requests/s', pg, 'get'),
    ];
  } finally {
    await postgres.close();
  }
};
