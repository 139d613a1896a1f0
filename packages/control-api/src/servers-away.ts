import { FailureError } from '@firefly/contracts/failure';

const AWAY_MS = 5_000;

/**
 * The servers file of the service cannot be used now: somebody may be writing it. Work is put off, however
 * often. The cause says what is wrong; whoever asks over HTTP is not told, as it may quote the file.
 */
export class ServersAway extends FailureError {
  constructor(cause: Error) {
    const wait = { retryAfterMs: AWAY_MS, ownLimit: true } as const;
    super({ kind: 'transient', message: cause.message, ...wait }, { cause });
    this.name = 'ServersAway';
  }
}
