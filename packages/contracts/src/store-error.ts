import { FailureError } from './failure.ts';

/**
 * What says that the connection failed and not the work, so the same work may succeed the next time.
 * Of SQLSTATE: class 08, the server goes down or starts (57P01 to 57P03), it has no room (53300), and
 * a conflict with another transaction (40001, 40P01).
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 * Of Prisma: not reached, timed out, closed, no free connection, write conflict.
 * https://www.prisma.io/docs/orm/reference/error-reference
 */
const CODE =
  /^(?:08\w{3}|57P0[1-3]|53300|40001|40P01|ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|P1001|P1002|P1008|P1017|P2024|P2034)$/;
/** Errors of `pg`, of `ioredis`, and of raw queries through Prisma, that carry no code. */
const MESSAGE =
  /Can't reach database server|Connection terminated|connection error and is not queryable|timeout exceeded when trying to connect|^Connection is closed|max retries per request|^Command aborted due to connection close|^Command timed out$|sentinels are unreachable/;
/**
 * Redis puts its code first: it starts, is not the primary (any more), or cannot write for now.
 * https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors
 */
const REPLY = /^(?:LOADING|MASTERDOWN|READONLY|NOREPLICAS|TRYAGAIN|BUSY|OOM|MISCONF) /;
/** Prisma puts the driver's error under `meta.driverAdapterError.cause`. */
const INSIDE = ['cause', 'meta', 'driverAdapterError'];
const DEEPEST = 6;

function saysSo(error: unknown, depth: number): boolean {
  if (typeof error !== 'object' || error === null || depth > DEEPEST) return false;
  const { code, originalCode, message, errors } = error as Record<string, unknown>;
  if ([code, originalCode].some((each) => typeof each === 'string' && CODE.test(each))) return true;
  if (typeof message === 'string' && (MESSAGE.test(message) || REPLY.test(message))) return true;
  const inner = INSIDE.map((key) => (error as Record<string, unknown>)[key]);
  return [...inner, ...(Array.isArray(errors) ? errors : [])].some((each) =>
    saysSo(each, depth + 1),
  );
}

/**
 * The last line of Prisma's messages says what happened; those before it show our code. `ioredis`
 * names an option of its own instead of what happened.
 */
const inShort = (error: unknown): string => {
  const { message, code } = error as { message?: unknown; code?: unknown };
  if (/max retries per request/.test(String(message))) return 'it could not be made again in time';
  const lines = typeof message === 'string' ? message.trim().split('\n') : [];
  return lines.at(-1) || String(code);
};

/**
 * An error of a store as it is to be thrown on: a lost connection becomes a `transient` failure, its
 * cause kept; everything else stays. `store` follows "the connection to".
 */
export function storeError(
  error: unknown,
  store: 'the database' | 'the queues' | 'the limits',
): unknown {
  if (error instanceof FailureError || !saysSo(error, 0)) return error;
  const message = `the connection to ${store} failed: ${inShort(error)}`;
  return new FailureError({ kind: 'transient', message }, { cause: error });
}
