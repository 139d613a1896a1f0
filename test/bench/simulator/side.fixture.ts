import { keepYoungSpaceSmall } from '@firefly/simulator/serving/young-space';
import { makeSimulator } from '@firefly/simulator/simulator';
import Fastify from 'fastify';

/** One side of the bench as a process of its own: `side.fixture.ts bare BYTES | ours DIR`. */
const [side, argument = ''] = process.argv.slice(2);

/** A route that parses what it is asked and says always the same. */
function bare(bytes: number) {
  const app = Fastify({ forceCloseConnections: true });
  const text = JSON.stringify({ result: 'x'.repeat(bytes) });
  app.post('/v1/sessions/:token/call', async (_request, reply) =>
    reply.type('application/json').send(text),
  );
  return app;
}

const fail = (error: unknown): void => {
  throw error;
};
if (side === 'ours') keepYoungSpaceSmall();
const app =
  side === 'bare' ? bare(Number(argument)) : await makeSimulator(argument, { onError: fail });
const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
process.send?.({ port: Number(port) });
process.on('message', ({ collect }: { readonly collect?: boolean }) => {
  if (collect) globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const mostRss = process.resourceUsage().maxRSS * 1_024;
  const rss = process.memoryUsage.rss();
  process.send?.({ cpuMs: (user + system) / 1_000, rss, mostRss });
});
process.once('disconnect', () => void app.close());
