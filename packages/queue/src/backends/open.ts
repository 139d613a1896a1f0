import type { OpenBackend } from './backend.ts';
import { openPostgres } from './postgres.ts';
import { openRedis } from './redis.ts';

/** The store of a queue address, by its scheme. */
const backends: Readonly<Record<string, OpenBackend>> = {
  'postgres:': openPostgres,
  'postgresql:': openPostgres,
  'redis:': openRedis,
  'rediss:': openRedis,
};

/** Opens the store behind `url`. Rejects with what is wrong with the address; never shows its password. */
export const openBackend: OpenBackend = async (options) => {
  const scheme = URL.parse(options.url)?.protocol ?? '';
  const open = Object.hasOwn(backends, scheme) ? backends[scheme] : undefined;
  if (open === undefined)
    throw new Error(
      `The address of the queues ${scheme === '' ? 'is no URL' : `begins with ${scheme}//`}. ` +
        'Give one that begins with postgres://, redis:// or rediss://.',
    );
  return open(options);
};
