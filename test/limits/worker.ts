import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { failureOf } from '@firefly/contracts/failure';
import { openDatabase } from '@firefly/db/database';
import { loadServers } from '@firefly/mcp/config/load';
import { makeToolServers } from '@firefly/mcp/servers';
import { openBackend } from '@firefly/queue/backends/open';

/**
 * A process that calls the one server of the file `SERVERS`, behind the limiter of the store at `STORE`:
 * so many `CALLS`, eight at a time. It says `ready` once it has its session, and begins when it is told.
 */
const { SERVERS = '', STORE = '', CALLS = '' } = process.env;
const SIDE_BY_SIDE = 8;

async function openLimiter() {
  const options = { url: STORE, poolSize: 4 };
  if (!STORE.startsWith('redis:')) return openDatabase(options);
  const backend = await openBackend({ ...options, onError: console.error });
  if (backend.limiter === null) throw new Error('these queues keep no limits');
  return { limiter: backend.limiter, close: () => backend.close() };
}

const store = await openLimiter();
const servers = makeToolServers(await loadServers(SERVERS, process.env), {
  tempDir: tmpdir(),
  environment: process.env,
  limiter: store.limiter,
  callTimeoutMs: 30_000,
  startTimeoutMs: 30_000,
  maxResponseBytes: 100_000,
});
const session = await servers.open('far');
console.log('ready');
await once(process.stdin, 'data');
/** A call that is put off is made later, as the queue would see to. */
async function call(): Promise<void> {
  try {
    const reply = await session.call('get_name', {});
    if (reply.kind !== 'result') throw new Error(`${reply.kind}: ${reply.text}`);
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== 'transient' || failure.retryAfterMs === undefined) throw error;
    await delay(failure.retryAfterMs);
    await call();
  }
}
let left = Number(CALLS);
await Promise.all(
  Array.from({ length: SIDE_BY_SIDE }, async () => {
    while (left > 0) {
      left -= 1;
      await call();
    }
  }),
);
await servers.close();
await store.close();
process.stdin.destroy();
