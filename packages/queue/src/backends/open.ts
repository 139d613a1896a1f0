import type { OpenBackend } from './backend.ts';
import { openPostgres } from './postgres.ts';
import { openRedis } from './redis.ts';

/** The store of a queue address, by its scheme. */
const backends: Readonly<Record<string, OpenBackend>> = {
  'postgres:': openPostgres,
  'postgresql:': openPostgres,
  'redis:': openRedis,
  'rediss:': openRedis,
  'redis+sentinel:': openRedis,
  'rediss+sentinel:': openRedis,
};

/** Opens the store behind `url`. Rejects with what is wrong with the address; never shows its password. */
export const openBackend: OpenBackend = async (options) => {
  // No URL by the letter, where it names several Sentinels.
  const [scheme = ''] = /^[a-z][a-z\d+.-]*:(?=\/\/)/i.exec(options.url) ?? [];
  const open = Object.hasOwn(backends, scheme.toLowerCase())
    ? backends[scheme.toLowerCase()]
    : undefined;
  if (open === undefined)
    throw new Error(
      `The address of the queues ${scheme === '' ? 'is no URL' : `begins with ${scheme}//`}. ` +
        'Give one that begins with postgres://, redis://, rediss:// or redis+sentinel://.',
    );
  return open(options);
};
