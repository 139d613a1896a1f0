/** Who the server runs as; empty: ourselves. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

/** `nobody`: it owns nothing of the system. */
const UNPRIVILEGED = 65534;

/** Postgres refuses to run as root, so for root it runs as an unprivileged user. */
export const serverAccount = (): Account =>
  process.getuid?.() === 0 ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {};

/** The whole environment of Postgres' programs: nothing of ours reaches them. */
export const serverEnvironment = (extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  LC_ALL: 'C',
  // Windows programs do not start without it.
  ...(process.env.SystemRoot === undefined ? {} : { SystemRoot: process.env.SystemRoot }),
  ...extra,
});
