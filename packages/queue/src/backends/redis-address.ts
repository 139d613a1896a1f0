import type { RedisOptions } from 'ioredis';

/** Where a Redis is and how to enter it, as ioredis takes it. */
export type RedisAddress = Pick<RedisOptions, 'username' | 'password' | 'db' | 'tls'> &
  (
    | { readonly host: string; readonly port: number }
    | (Pick<
        RedisOptions,
        'sentinelUsername' | 'sentinelPassword' | 'sentinelTLS' | 'enableTLSForSentinelMode'
      > & {
        /** Those that know which Redis is the primary of `name` now. */
        readonly sentinels: { readonly host: string; readonly port: number }[];
        readonly name: string;
      })
  );

const wrong = (what: string): Error => new Error(`the address of the queues ${what}`);

const FORM =
  /^(?<scheme>rediss?(?:\+sentinel)?):\/\/(?:(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?(?<hosts>[^@/?#]*)(?<path>[^?#]*)(?<query>\?[^#]*)?(?<hash>#.*)?$/i;
const HOST = /^(?:\[(?<v6>[\da-f:.]+)\]|(?<name>[^:[\]\s]+))(?::(?<port>\d{1,5}))?$/i;

/**
 * Takes the address of a Redis apart: `redis://user:password@host:6379/0`, or, where Sentinels know
 * which Redis is the primary, `redis+sentinel://user:password@host:26379,host:26379/name/0`, with
 * `?sentinelUsername=…&sentinelPassword=…` if they want that; `rediss` for TLS.
 * @throws Error that says what is wrong with it and shows no part of it: it may hold a password.
 */
export function redisAddress(address: string): RedisAddress {
  const parts = FORM.exec(address)?.groups;
  if (parts === undefined) {
    if (!URL.canParse(address) || /^rediss?[:+]/i.test(address)) throw wrong('is not a URL');
    throw wrong('does not begin with redis:// or rediss:// (with Sentinels redis+sentinel://)');
  }
  const { scheme = '', user = '', password = '', hosts = '', path = '', query = '' } = parts;
  if (hosts === '') throw wrong('names no host');
  const sentinel = /sentinel/i.test(scheme);
  if ((query !== '' && !sentinel) || parts.hash !== undefined)
    throw wrong('has something behind a ? or #, where nothing is read');
  const secure = /^rediss/i.test(scheme);
  const entry = {
    ...(user === '' ? {} : { username: decoded(user) }),
    ...(password === '' ? {} : { password: decoded(password) }),
    ...(secure ? { tls: {} } : {}),
  };
  if (sentinel) {
    const places = hosts.split(',').map((host) => placeOf(host, 26_379));
    return { sentinels: places, ...primaryOf(path), ...entry, ...sentinelEntry(query, secure) };
  }
  if (hosts.includes(',')) throw wrong('names several hosts; Sentinels are redis+sentinel://');
  const db = databaseOf(path);
  return { ...placeOf(hosts, 6_379), db, ...entry };
}

function placeOf(text: string, usual: number): { host: string; port: number } {
  const parts = HOST.exec(decoded(text))?.groups;
  const port = Number(parts?.port ?? usual);
  if (parts === undefined || port > 65_535) throw wrong('is not a URL');
  return { host: parts.v6 ?? parts.name ?? '', port };
}

function databaseOf(path: string): number {
  const database = /^\/?(\d{0,5})$/.exec(path)?.[1];
  if (database === undefined)
    throw wrong('has something else than the number of a database behind the host');
  return Number(database);
}

function primaryOf(path: string): { name: string; db: number } {
  const [, name = '', database = '', more] = path.split('/');
  if (name === '') throw wrong('names no primary behind the Sentinels, as in …:26379/mymaster/0');
  if (more !== undefined || !/^\d{0,5}$/.test(database))
    throw wrong('has something else than the number of a database behind the name of the primary');
  return { name: decoded(name), db: Number(database) };
}

/** How to enter the Sentinels themselves. */
function sentinelEntry(query: string, secure: boolean) {
  const { sentinelUsername, sentinelPassword, ...more } = Object.fromEntries(
    new URLSearchParams(query),
  );
  if (Object.keys(more).length > 0)
    throw wrong('has something else than sentinelUsername and sentinelPassword behind the ?');
  return {
    ...(sentinelUsername ? { sentinelUsername } : {}),
    ...(sentinelPassword ? { sentinelPassword } : {}),
    ...(secure ? { sentinelTLS: {}, enableTLSForSentinelMode: true } : {}),
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw wrong('has a % that begins no character code (a % itself is written %25)');
  }
}

/** The address as words, without what lets one in. */
export const placeNamed = (address: RedisAddress): string =>
  'host' in address
    ? `${address.host}:${address.port}`
    : `${address.sentinels.map(({ host, port }) => `${host}:${port}`).join(', ')} (Sentinels of "${address.name}")`;
