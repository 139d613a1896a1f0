import { Redis } from 'ioredis';
import { placeNamed, type RedisAddress } from './redis-address.ts';
import { PATIENCE, withoutCommand } from './redis-client.ts';

/** The oldest that BullMQ takes without a warning. */
const OLDEST = [6, 2] as const;

/**
 * Looks at a Redis before the queues are opened on it.
 * @throws Error for people if it cannot be reached, does not let us in, or could lose jobs.
 */
export async function checkRedis(address: RedisAddress): Promise<void> {
  const once = { lazyConnect: true, retryStrategy: null, sentinelRetryStrategy: () => null };
  const probe = new Redis({ ...address, ...PATIENCE, ...once });
  let said: Error | undefined;
  probe.on('error', (error: Error) => {
    withoutCommand(error);
    said ??= error;
  });
  // Says more than the error that comes of it.
  probe.on('sentinelError', (error: Error) => {
    said = error;
  });
  let unfit: string | null = null;
  try {
    await probe.connect();
    unfit = unfitness(await probe.info());
    // A database that is not there is told on the side; another one would be used in its place.
    if (said !== undefined) throw said;
  } catch (error) {
    throw refusal(address, said ?? error);
  } finally {
    probe.disconnect();
  }
  if (unfit !== null)
    throw new Error(`The Redis at ${placeNamed(address)} cannot keep queues: ${unfit}.`);
}

/** Why a Redis that says this of itself (`INFO`) cannot keep queues, and what to do; null if it can. */
export function unfitness(info: string): string | null {
  const facts = new Map(
    info.split(/\r?\n/).map((line) => [line.slice(0, line.indexOf(':')), line.split(':')[1]]),
  );
  const version = facts.get('redis_version') ?? '';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (version !== '' && (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])))
    return `it is version ${version}, and ${OLDEST.join('.')} or newer is needed`;
  const policy = facts.get('maxmemory_policy') ?? 'noeviction';
  if (policy !== 'noeviction')
    return (
      `its maxmemory-policy is ${policy}, so it throws jobs away when memory runs short; ` +
      'set it to noeviction (redis-cli CONFIG SET maxmemory-policy noeviction, and in redis.conf)'
    );
  if (facts.get('role') === 'slave')
    return 'it is a replica, which takes no jobs; name its primary';
  if (facts.get('redis_mode') === 'cluster')
    return 'it is a cluster, which spreads the keys of a queue; name a single Redis';
  return null;
}

function refusal(address: RedisAddress, error: unknown): Error {
  const { message, code } = error as { message?: string; code?: string };
  const reason = message || String(code);
  const place = placeNamed(address);
  if ('sentinels' in address && /sentinel/.test(reason)) return sentinelRefusal(address, reason);
  if (/^NOAUTH/.test(reason))
    return new Error(
      `The Redis at ${place} wants a password: write it into QUEUE_URL, as in redis://:password@host:6379.`,
    );
  if (/^WRONGPASS|invalid password/.test(reason))
    return new Error(
      `The Redis at ${place} does not take the user name or password of QUEUE_URL: ${reason}.`,
    );
  return new Error(
    `The queues cannot be opened in the Redis at ${place}: ${reason.replace(/\.$/, '')}. ` +
      `Start it or correct QUEUE_URL${address.tls === undefined ? '' : ' (without TLS it begins with redis://)'}.`,
  );
}

/** What is wrong with the Sentinels, none of which has named a primary. */
function sentinelRefusal(
  address: Extract<RedisAddress, { readonly name: string }>,
  said: string,
): Error {
  const place = placeNamed(address);
  const [, reason = said] = /because (.*)$/.exec(said) ?? [];
  if (/invalid reply: null$|No such master/.test(said))
    return new Error(
      `The Sentinels at ${place} know no primary of that name: correct it in QUEUE_URL.`,
    );
  if (/^(?:NOAUTH|WRONGPASS)/.test(reason))
    return new Error(
      `The Sentinels at ${place} do not let us in: write ?sentinelPassword=… behind QUEUE_URL ` +
        `(${reason.replace(/\.$/, '')}).`,
    );
  // Of a Sentinel that is not there ioredis says no more than this.
  const words = reason === 'Connection is closed.' ? '' : `: ${reason.replace(/\.$/, '')}`;
  return new Error(`No Sentinel answers at ${place}${words}. Start one or correct QUEUE_URL.`);
}
