import { CONTROL_CHARACTERS } from '@firefly/domain/words/control-characters';

const LONGEST = 160;

/** The ids that payloads have, each in some. */
interface Ids {
  readonly runId?: string;
  readonly server?: string;
  readonly wave?: number;
  readonly index?: number | undefined;
}

/**
 * What a job is called where people look at the queues: its run, where in the run it is, and the server
 * and tools that it is about. Names of tools come from servers, so they are cut and cleaned.
 */
export function jobName(payload: Ids, about = ''): string {
  const { runId, server, wave, index } = payload;
  const place = [wave, index].filter((part) => part !== undefined).join('.');
  return [runId, place, server, about]
    .filter((part) => part !== undefined && part !== '')
    .join(' ')
    .replaceAll(CONTROL_CHARACTERS, ' ')
    .slice(0, LONGEST);
}
