import { requestAnswered } from '@firefly/telemetry/instruments';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { gymRoutes } from './gym/routes.ts';
import { folderLibrary } from './library/folder-library.ts';
import { keptLibraries, type RunBundles } from './library/kept-libraries.ts';
import type { Libraries } from './library/libraries.ts';
import { mcpRoutes } from './mcp/routes.ts';
import { Problem, refuse, useProblems } from './problem.ts';
import type { Recorder } from './recording/recorder.ts';
import { findSession } from './routes/find-session.ts';
import { openSession } from './routes/open-session.ts';
import { CALL_ROUTE, sessionRoutes } from './routes/session-routes.ts';
import { makeKnownCalls } from './sessions/known-call.ts';
import { makeSessions, type OnEnd, type Sessions } from './sessions/sessions.ts';

const MAX_BODY_BYTES = 1024 * 1024;

// A page in a browser could reach a loopback port under a name of its own; only loopback names pass.
const loopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

const notJson = (): Problem =>
  new Problem(415, 'Unsupported media type', 'Send JSON, with the content type application/json.');

/** Whether only this machine reaches what listens there. */
export const isLoopback = (host: string): boolean => loopback.test(host === '::1' ? '[::1]' : host);

/** Throws, or rejects with, a `Problem` for a request that must not be answered. */
export type Admit = (request: FastifyRequest) => Promise<void> | undefined;

/** Hears of what went wrong inside, which no client is told. */
export type OnError = (error: unknown) => void;

const onLoopback: Admit = ({ headers: { host = '' } }) => {
  if (!loopback.test(host))
    throw new Problem(403, 'Not a loopback name', 'The simulator answers on loopback only.');
  return undefined;
};

const everybody: Admit = () => undefined;

/** What a simulator over one bundle may be told beyond the folder. */
export interface SimulatorOptions {
  readonly onError: OnError;
  /** Requests under any name are answered only where somebody chose an address that others reach. */
  readonly names?: 'loopback' | 'any';
  readonly onEnd?: OnEnd;
  /** Asks live servers what the bundle does not hold. */
  readonly recorder?: Recorder | undefined;
}

/**
 * The simulator over one bundle folder, built without listening; docs/simulator.md has its requests.
 * How a call was answered stands in `_meta`, beside the result and never in it.
 */
export async function makeSimulator(
  dir: string,
  { onError, names = 'loopback', onEnd, recorder }: SimulatorOptions,
): Promise<FastifyInstance> {
  const library = await folderLibrary(dir, onError);
  const admit = names === 'loopback' ? onLoopback : everybody;
  const sessions = makeSessions(onEnd, recorder);
  const app = simulatorApp(library, sessions, admit, onError);
  app.get('/healthz', async () => {
    const { tasks, recordings } = library.current;
    return { status: 'ok', tasks, recordings: recordings.count };
  });
  return app;
}

/** Libraries of runs open at once, beside those that sessions use. */
const MOST_LIBRARIES = 8;

/**
 * The same over the bundles of runs: `POST /v1/sessions` names the run, too. Built without listening.
 * `admit` decides about every request but `GET /healthz` and those that name an open session by its token.
 */
export function makeRunsSimulator(
  bundles: RunBundles,
  admit: Admit,
  onError: OnError,
): FastifyInstance {
  // Over MCP and for NeMo Gym the token is the key: only who was admitted could open a session.
  const admitted: Admit = (request) =>
    /^\/(healthz|mcp(\/:token)?|\*|verify)$/.test(request.routeOptions.url ?? '')
      ? undefined
      : admit(request);
  const libraries = keptLibraries(bundles, MOST_LIBRARIES);
  const app = simulatorApp(libraries, makeSessions(), admitted, onError);
  app.get('/healthz', async () => ({ status: 'ok' }));
  return app;
}

function simulatorApp(
  libraries: Libraries,
  sessions: Sessions,
  admit: Admit,
  onError: OnError,
): FastifyInstance {
  const app = Fastify({
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: true,
    frameworkErrors: refuse,
  });
  // Arguments are data, whatever their keys: no object is made of them by assignment.
  const json = app.getDefaultJsonParser('ignore', 'ignore');
  const calls = makeKnownCalls();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, given, done) => {
    const text = given as string;
    // Clients that always send the header send it where there is nothing to send, too.
    if (text === '') return done(null, undefined);
    // The same text is something else where it is asked elsewhere: the arguments of a tool, an answer.
    if (request.routeOptions.url !== CALL_ROUTE) return json(request, text, done);
    const known = calls.get(text);
    if (known !== undefined) return done(null, known);
    return json(request, text, (error, body) => {
      // Checked just now: the route need not do it again.
      done(error, error === null ? (calls.met(text, body) ?? body) : body);
    });
  });
  // And others send another one, as an agent of NeMo Gym does for a call whose arguments are null.
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) =>
    body === '' ? done(null, undefined) : done(notJson()),
  );
  useProblems(app, onError);
  // Thousands of calls a second go through here: nothing is waited for, or made, that need not be.
  app.addHook('onRequest', (request, _reply, done) => {
    const admitted = admit(request);
    if (admitted === undefined) done();
    else admitted.then(() => done(), done);
  });
  app.addHook('onRoute', (route) => {
    route.onResponse = ({ method }, reply, done) => {
      requestAnswered(method, route.url, reply.statusCode, reply.elapsedTime);
      done();
    };
  });
  app.addHook('onClose', async () => {
    sessions.stop();
    libraries.close();
  });
  const find = findSession(libraries, sessions);
  const open = openSession(libraries, sessions);
  sessionRoutes(app, sessions, { open, find });
  mcpRoutes(app, find, onError);
  gymRoutes(app, sessions, { open, find });
  return app;
}
