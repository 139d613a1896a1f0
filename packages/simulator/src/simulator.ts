import { visible } from '@firefly/contracts/control-api/visible';
import { requestAnswered } from '@firefly/telemetry/instruments';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { keptLibraries, type RunBundles } from './kept-libraries.ts';
import { loadLibrary } from './library.ts';
import { Problem, useProblems } from './problem.ts';
import { type LibraryOf, makeSessions } from './sessions.ts';

const MAX_BODY_BYTES = 1024 * 1024;
const REPLAY_META = 'dev.firefly/replay';

// As the control API takes them: no store stumbles over them.
const runId = z.string().regex(/^[\w-]{1,100}$/, 'is no id of a run');
const openBody = z.strictObject({ task_id: visible(100), run_id: runId.optional() });
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

const noLibrary = (run: string | undefined): Problem =>
  run === undefined
    ? new Problem(400, 'Bad request', 'Name a run: "run_id" beside "task_id".')
    : new Problem(404, 'No such bundle', `There is no bundle of a run ${run} here.`);

// A page in a browser could reach a loopback port under a name of its own; only loopback names pass.
const loopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** Whether only this machine reaches what listens there. */
export const isLoopback = (host: string): boolean => loopback.test(host === '::1' ? '[::1]' : host);

/** Throws a `Problem` for a request that must not be answered. */
export type Admit = (request: FastifyRequest) => Promise<void>;

/** Hears of what went wrong inside, which no client is told. */
export type OnError = (error: unknown) => void;

const onLoopback: Admit = async ({ headers: { host = '' } }) => {
  if (!loopback.test(host))
    throw new Problem(403, 'Not a loopback name', 'The simulator answers on loopback only.');
};

const everybody: Admit = async () => {};

/**
 * The simulator over one bundle folder, built without listening. Requests under any name are answered only
 * where somebody chose an address that others reach.
 * `POST /v1/sessions`, `POST /v1/sessions/:id/call`, `DELETE /v1/sessions/:id`, `GET /healthz`.
 * How a call was answered stands in `_meta`, beside the result and never in it.
 */
export async function makeSimulator(
  dir: string,
  onError: OnError,
  names: 'loopback' | 'any' = 'loopback',
): Promise<FastifyInstance> {
  const library = await loadLibrary(dir);
  const admit = names === 'loopback' ? onLoopback : everybody;
  const app = simulatorApp(async (run) => (run === undefined ? library : null), admit, onError);
  app.get('/healthz', async () => ({
    status: 'ok',
    tasks: library.tasks.size,
    recordings: library.recordings,
  }));
  return app;
}

/** Libraries of runs in memory at once. */
const MOST_LIBRARIES = 8;

/**
 * The same over the bundles of runs: `POST /v1/sessions` names the run, too. Built without listening.
 * `admit` decides about every request but `GET /healthz`.
 */
export function makeRunsSimulator(
  bundles: RunBundles,
  admit: Admit,
  onError: OnError,
): FastifyInstance {
  const admitted: Admit = async (request) => {
    if (request.routeOptions.url !== '/healthz') await admit(request);
  };
  const app = simulatorApp(keptLibraries(bundles, MOST_LIBRARIES), admitted, onError);
  app.get('/healthz', async () => ({ status: 'ok' }));
  return app;
}

function simulatorApp(libraryOf: LibraryOf, admit: Admit, onError: OnError): FastifyInstance {
  const sessions = makeSessions(libraryOf);
  const app = Fastify({ bodyLimit: MAX_BODY_BYTES, forceCloseConnections: true });
  useProblems(app, onError);
  app.addHook('onRequest', admit);
  app.addHook('onResponse', async ({ method, routeOptions }, reply) =>
    requestAnswered(method, routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime),
  );

  app.post('/v1/sessions', async (request, reply) => {
    const { task_id: taskId, run_id: run } = parse(openBody, request.body);
    const library = await libraryOf(run);
    if (library === null) throw noLibrary(run);
    const opened = sessions.open(library, { runId: run, taskId });
    if (opened === undefined)
      throw new Problem(404, 'No such task', `Task ${taskId} is not in this bundle.`);
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
    const answer = await sessions.call(id, parse(callBody, request.body));
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
