import { randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import { request } from './asked.ts';
import type { Parts } from './parts.ts';

/** Two bare routes that make the same calls of Prisma and put the same job into the same queue. */
export async function bareRoutes({ db, queues }: Parts) {
  const app = Fastify();
  app.post('/v1/runs', async (_, reply) => {
    await db.apiKeys.any();
    const id = randomUUID();
    const { run } = await db.serviceRuns.create({
      ...{ id, key: id, name: request.name, spec: request, createdBy: 'loopback' },
      ...{ request: null, servers: [{ name: 'atlas', policy: {} }] },
    });
    await queues.producer.enqueue({ queue: 'plan', payload: { runId: id, turn: 'made' } }, 0);
    return reply.code(202).send(run);
  });
  app.get<{ Params: { run: string } }>('/v1/runs/:run', async ({ params: { run: id } }) => {
    await db.apiKeys.any();
    const [run, counts] = await Promise.all([db.runs.find(id), db.progress.ofRun(id)]);
    const [timings, reasons] = await Promise.all([
      db.timings.list(id),
      db.progress.reasons(id, 20),
    ]);
    return { run, counts, timings, reasons };
  });
  return app;
}
