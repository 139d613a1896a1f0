import { openDatabase } from '@firefly/db/database';
import { openQueues } from '@firefly/queue/connection';
import { bareRoutes } from './bare.ts';
import { ours } from './ours.ts';
import { pgRoutes } from './pg.ts';

/** One side of the bench as a process of its own: `side.fixture.ts ours|bare|pg URL`. */
const [side, url = ''] = process.argv.slice(2);

const db = await openDatabase({ url, poolSize: 10 });
const queues = await openQueues({ url, poolSize: 6, prefix: `bench-${side}` });
const made = { ours, bare: bareRoutes, pg: pgRoutes }[side ?? ''];
if (made === undefined) throw new Error(`there is no side ${side}`);
const app = await made({ db, queues, url });
const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
process.send?.({ port: Number(port) });
process.once('disconnect', async () => {
  await app.close();
  await queues.close();
  await db.close();
});
