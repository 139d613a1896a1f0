import { type Counter, type Histogram, type Meter, metrics, ValueType } from '@opentelemetry/api';
import { SCOPE } from './scope.ts';

/** What is counted and measured. An instrument is made when it is first used: by then the SDK is there. */

/** Names of tools come from outside, and each value of a label is kept as long as the process lives. */
const LONGEST_NAME = 128;

function lazily<T>(make: (meter: Meter) => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make(metrics.getMeter(SCOPE));
    return made;
  };
}

/** Bounds of the buckets, in seconds: from a local server to the longest time-out. */
const boundaries = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 600];
const seconds = (name: string, description: string): (() => Histogram) =>
  lazily((meter) =>
    meter.createHistogram(name, {
      description,
      unit: 's',
      advice: { explicitBucketBoundaries: boundaries },
    }),
  );

const calls = seconds(
  'firefly.tool.call.duration',
  'Calls of tools that were recorded, by what came of them, without the wait for a limit.',
);
const waits = seconds(
  'firefly.limit.wait.duration',
  'How long requests waited for the limit of their server.',
);
const requests = seconds('http.server.request.duration', 'Requests that were answered.');
const modelCalls = seconds(
  'firefly.model.call.duration',
  'Requests to models, by what came of them, with all tries and waits.',
);
const modelTokens: () => Counter = lazily((meter) =>
  meter.createCounter('firefly.model.tokens', {
    description: 'Tokens of requests to models that were answered, as the provider counted them.',
    unit: '{token}',
    valueType: ValueType.INT,
  }),
);
const candidates: () => Counter = lazily((meter) =>
  meter.createCounter('firefly.candidates', {
    description:
      'Candidates whose verdict was closed; the rejected by the first check that failed.',
    unit: '{candidate}',
    valueType: ValueType.INT,
  }),
);

/** A tool call that was recorded. */
export const callMade = (server: string, tool: string, outcome: string, ms: number): void =>
  calls().record(ms / 1_000, {
    'firefly.server': server,
    'firefly.tool': tool.slice(0, LONGEST_NAME),
    'firefly.outcome': outcome,
  });

/** A model that was asked; `tokens` by their kind, nothing where no reply came. */
export function modelAsked(
  model: string,
  outcome: string,
  ms: number,
  tokens: Readonly<Record<string, number>> = {},
): void {
  const named = { 'firefly.model': model.slice(0, LONGEST_NAME) };
  modelCalls().record(ms / 1_000, { ...named, 'firefly.outcome': outcome });
  for (const [kind, count] of Object.entries(tokens))
    modelTokens().add(count, { ...named, 'firefly.tokens': kind });
}

/** A request that waited for its server's limit, until it was let through, put off or called off. */
export const limitWaited = (server: string, outcome: 'sent' | 'given up', ms: number): void =>
  waits().record(ms / 1_000, { 'firefly.server': server, 'firefly.outcome': outcome });

/** A candidate whose verdict was closed; `reason` names the check that failed. */
export const candidateClosed = (accepted: boolean, reason: string): void =>
  candidates().add(
    1,
    accepted
      ? { 'firefly.verdict': 'accepted' }
      : { 'firefly.verdict': 'rejected', 'firefly.reason': reason },
  );

/** A request that was answered; `route` is its pattern, never the path that was asked for. */
export const requestAnswered = (method: string, route: string, status: number, ms: number): void =>
  requests().record(ms / 1_000, {
    'http.request.method': method,
    'http.route': route,
    'http.response.status_code': status,
  });
