import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { makeControlApi } from '@firefly/control-api/app';
import { openDatabase } from '@firefly/db/database';
import { openQueues } from '@firefly/queue/connection';
import { theKnownServers } from '../fuzz/known.ts';

/** The control API as a process of its own, whose memory can be asked for. `server.fixture.ts URL`. */
const [url = ''] = process.argv.slice(2);
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const db = await openDatabase({ url, poolSize: 8 });
const queues = await openQueues({ url, poolSize: 4 });
const app = await makeControlApi({
  ...{
    db,
    queues,
    servers: theKnownServers([]),
    version: '0.0.0',
    unready: async () => null,
    metricsText: async () => '',
  },
});
const address = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
process.on('message', () => {
  collect();
  process.send?.({ heap: process.memoryUsage().heapUsed });
});
process.once('disconnect', async () => {
  await app.close();
  await queues.close();
  await db.close();
});
process.send?.({ port: Number(address.port) });
