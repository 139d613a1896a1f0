import { FailureError } from '@firefly/contracts/failure';

/**
 * The servers file of the service cannot be used now: somebody may be writing it. Work waits for it. The
 * cause says what is wrong; whoever asks over HTTP is not told, as it may quote the file.
 */
export class ServersAway extends FailureError {
  constructor(cause: Error) {
    super({ kind: 'transient', message: cause.message }, { cause });
    this.name = 'ServersAway';
  }
}
