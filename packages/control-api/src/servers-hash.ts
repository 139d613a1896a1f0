import { canonicalJson, sha256 } from '@firefly/domain/identity';
import type { KnownServer } from './parts.ts';

/** A hash of all that is said of some servers, in whatever order: a run is made with the same to its end. */
export const serversHash = (servers: readonly Pick<KnownServer, 'identity'>[]): string =>
  sha256(canonicalJson(servers.map(({ identity }) => identity).sort()));
