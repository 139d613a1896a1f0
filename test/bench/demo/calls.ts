import { join } from 'node:path';
import { openDatabase } from '@firefly/db/database';
import { openEmbedded } from '@firefly/db/embedded/embedded';
import type { Kit, Measured } from '../kit/bench.ts';
import { compared } from '../kit/finding.ts';
import { alternate } from '../kit/rounds.ts';
import { bareCaller, type Caller, sessionCaller, storedCaller } from './callers.ts';
import { type Asked, requestsOf } from './requests.ts';

const plan = { warmUps: 2, rounds: 9 };

/** Makes all requests, one after the other; milliseconds for one. */
async function round(caller: Caller, { requests }: Asked): Promise<{ ms: number }> {
  const started = performance.now();
  for (const request of requests) await caller.call(request);
  return { ms: (performance.now() - started) / requests.length };
}

async function beside(
  kit: Kit,
  metric: string,
  asked: Asked,
  open: () => Promise<Caller>,
): Promise<Measured> {
  const bare = await bareCaller(asked);
  try {
    const ours = await open();
    try {
      const rounds = await alternate<'ms'>(
        kit,
        { what: `${metric} (${asked.requests.length} requests)`, ...plan },
        { baseline: () => round(bare, asked), subject: () => round(ours, asked) },
      );
      return compared(metric, 'ms', rounds, 'ms');
    } finally {
      await ours.close();
    }
  } finally {
    await bare.close();
  }
}

/** What a call costs with us and without, by the requests of a demo; `home` is its FIREFLY_HOME. */
export async function callOverhead(kit: Kit, bundle: string, home: string): Promise<Measured[]> {
  const asked = await requestsOf(bundle);
  const { folder } = kit;
  const session = await beside(kit, 'a call in a session of ours', asked, () =>
    sessionCaller(asked, folder),
  );
  const postgres = await openEmbedded({ dataDir: join(home, 'pg') });
  try {
    const db = await openDatabase({ url: postgres.url, poolSize: 4 });
    try {
      await db.runs.create({ id: 'bench', key: 'bench', spec: {} });
      const stored = await beside(kit, 'a call that becomes a row', asked, () =>
        storedCaller(asked, db.recordings, 'bench', folder),
      );
      return [session, stored];
    } finally {
      await db.close();
    }
  } finally {
    await postgres.close();
  }
}
