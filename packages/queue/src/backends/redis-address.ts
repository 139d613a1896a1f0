import type { RedisOptions } from 'ioredis';

/** Where a Redis is and how to enter it, as ioredis takes it. */
export type RedisAddress = Pick<
  RedisOptions,
  'host' | 'port' | 'username' | 'password' | 'db' | 'tls'
> & { readonly host: string; readonly port: number };

const wrong = (what: string): Error => new Error(`the address of the queues ${what}`);

/**
 * Takes the address of a Redis apart: `redis://`, or `rediss://` for TLS.
 * @throws Error that says what is wrong with it and shows no part of it: it may hold a password.
 */
export function redisAddress(address: string): RedisAddress {
  const url = URL.parse(address);
  if (url === null) throw wrong('is not a URL');
  const secure = url.protocol === 'rediss:';
  if (!secure && url.protocol !== 'redis:')
    throw wrong('does not begin with redis:// or rediss://');
  const host = decoded(url.hostname).replace(/^\[(.*)\]$/, '$1');
  if (host === '') throw wrong('names no host');
  if (url.search !== '' || url.hash !== '')
    throw wrong('has something behind a ? or #, where nothing is read');
  const database = /^\/?(\d{0,5})$/.exec(url.pathname)?.[1];
  if (database === undefined)
    throw wrong('has something else than the number of a database behind the host');
  return {
    host,
    port: url.port === '' ? 6379 : Number(url.port),
    db: Number(database),
    ...(url.username === '' ? {} : { username: decoded(url.username) }),
    ...(url.password === '' ? {} : { password: decoded(url.password) }),
    ...(secure ? { tls: {} } : {}),
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw wrong('has a % that begins no character code (a % itself is written %25)');
  }
}
