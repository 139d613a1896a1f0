import { statSync } from 'node:fs';

/** Who the server runs as; empty: ourselves. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

/** `nobody`: it owns nothing of the system. */
const UNPRIVILEGED = 65534;

/** Postgres refuses to run as root: then another user runs it. */
export const weAreRoot = (): boolean => process.getuid?.() === 0;

/** For root: whoever owns the cluster, because an unprivileged user may have made it; else nobody. */
export function serverAccount(cluster: string): Account {
  if (!weAreRoot()) return {};
  const owner = statSync(cluster, { throwIfNoEntry: false });
  return owner === undefined || owner.uid === 0
    ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED }
    : { uid: owner.uid, gid: owner.gid };
}

/** The whole environment of Postgres' programs: nothing of ours reaches them. */
export const serverEnvironment = (extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  LC_ALL: 'C',
  // Windows programs do not start without it.
  ...(process.env.SystemRoot === undefined ? {} : { SystemRoot: process.env.SystemRoot }),
  ...extra,
});
