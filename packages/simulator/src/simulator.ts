import Fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { loadLibrary } from './library.ts';
import { Problem, useProblems } from './problem.ts';
import { makeSessions } from './sessions.ts';

const MAX_BODY_BYTES = 1024 * 1024;
const REPLAY_META = 'dev.firefly/replay';

const openBody = z.strictObject({ task_id: z.string() });
const callBody = z.strictObject({
  server: z.string(),
  tool: z.string(),
  arguments: z.record(z.string(), z.json()).default({}),
});
const sessionParams = z.object({ id: z.string() });

function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Problem(400, 'Bad request', z.prettifyError(parsed.error).replaceAll('\n', ' '));
}

const noSession = (id: string): Problem =>
  new Problem(
    404,
    'No such session',
    `Session ${id} is not open: open one with POST /v1/sessions.`,
  );

// A page in a browser could reach a loopback port under a name of its own; only loopback names pass.
const loopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** Whether only this machine reaches what listens there. */
export const isLoopback = (host: string): boolean => loopback.test(host === '::1' ? '[::1]' : host);

/**
 * The simulator over one bundle folder, built without listening. Requests under any name are answered only
 * where somebody chose an address that others reach.
 * `POST /v1/sessions`, `POST /v1/sessions/:id/call`, `DELETE /v1/sessions/:id`, `GET /healthz`.
 * How a call was answered stands in `_meta`, beside the result and never in it.
 */
export async function makeSimulator(
  dir: string,
  names: 'loopback' | 'any' = 'loopback',
): Promise<FastifyInstance> {
  const library = await loadLibrary(dir);
  const sessions = makeSessions(library);
  const app = Fastify({ bodyLimit: MAX_BODY_BYTES });
  useProblems(app);
  app.addHook('onRequest', async (request) => {
    if (names === 'loopback' && !loopback.test(request.headers.host ?? ''))
      throw new Problem(403, 'Not a loopback name', 'The simulator answers on loopback only.');
  });

  app.get('/healthz', async () => ({
    status: 'ok',
    tasks: library.tasks.size,
    recordings: library.recordings,
  }));

  app.post('/v1/sessions', async (request, reply) => {
    const { task_id } = parse(openBody, request.body);
    const opened = sessions.open(task_id);
    if (opened === undefined)
      throw new Problem(404, 'No such task', `Task ${task_id} is not in this bundle.`);
    const { id, task } = opened;
    const tools = [...task.tools.values()].map(({ server, name, description, inputSchema }) => ({
      server,
      name,
      description,
      input_schema: inputSchema,
    }));
    return reply.code(201).send({ session: id, prompt: task.prompt, tools });
  });

  app.post('/v1/sessions/:id/call', async (request, reply) => {
    const { id } = parse(sessionParams, request.params);
    const answer = sessions.call(id, parse(callBody, request.body));
    if (answer === undefined) throw noSession(id);
    const { kind, response, tier, recording } = answer;
    const meta = JSON.stringify({ [REPLAY_META]: { tier, recording } });
    // The recorded text goes out as it stands: parsing and writing it again could change it.
    return reply.type('application/json').send(`{"${kind}":${response},"_meta":${meta}}`);
  });

  app.delete('/v1/sessions/:id', async (request, reply) => {
    const { id } = parse(sessionParams, request.params);
    if (!sessions.close(id)) throw noSession(id);
    return reply.code(204).send();
  });

  return app;
}
