import { randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import { Pool } from 'pg';
import { request } from './asked.ts';
import type { Parts } from './parts.ts';

/** Two bare routes on `pg` alone: one statement to make a run, one to look at it, the same job. */
export async function pgRoutes({ queues, url }: Parts) {
  const pool = new Pool({ connectionString: url, max: 10 });
  const app = Fastify();
  app.addHook('onClose', () => pool.end());
  app.post('/v1/runs', async (_, reply) => {
    const id = randomUUID();
    const { rows } = await pool.query(
      `WITH run AS (INSERT INTO runs (id, key, spec, shared, event_count) VALUES ($1, $1, $2, true, 1) RETURNING *),
        server AS (INSERT INTO servers (run_id, name, policy) SELECT id, 'atlas', '{}' FROM run),
        event AS (INSERT INTO run_events (run_id, seq, type, data) SELECT id, 1, 'status', '{}' FROM run)
      SELECT * FROM run`,
      [id, JSON.stringify(request)],
    );
    await queues.producer.enqueue({ queue: 'plan', payload: { runId: id, turn: 'made' } }, 0);
    return reply.code(202).send(rows[0]);
  });
  app.get<{ Params: { run: string } }>('/v1/runs/:run', async ({ params: { run } }) => {
    const { rows } = await pool.query(
      `SELECT r.*, (SELECT count(*) FROM explorations WHERE run_id = r.id) AS explorations,
        (SELECT count(*) FROM candidates WHERE run_id = r.id) AS candidates,
        (SELECT count(*) FROM recordings WHERE run_id = r.id) AS calls
      FROM runs r WHERE r.id = $1`,
      [run],
    );
    return rows[0];
  });
  return app;
}
