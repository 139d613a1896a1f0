import { LONGEST_ARGUMENTS } from '@firefly/contracts/session-log';
import type { ReplayMeta } from '@firefly/contracts/simulator';
import type { JsonObject } from '@firefly/domain/json';
import type { MadeCall } from '@firefly/domain/reward/made-calls';
import type { ReplayRequest } from '@firefly/domain/simulation/replay';
import type { Library } from '../library/library.ts';
import type { Worded } from './fault-words.ts';

/** Stands for arguments of a miss that are too long to be remembered, compared by identity. */
export const TOO_LONG: JsonObject = Object.freeze({
  'not kept': `longer than ${LONGEST_ARGUMENTS} characters`,
});

/** The arguments of a miss as they are remembered: a session holds all it was asked until it ends. */
export const rememberedArguments = (args: JsonObject): JsonObject =>
  JSON.stringify(args).length > LONGEST_ARGUMENTS ? TOO_LONG : args;

/** One call of a session as it is remembered: of a recorded answer only which it was. */
export interface LoggedCall extends MadeCall {
  readonly arguments: ReplayRequest['arguments'];
  readonly meta: ReplayMeta;
  readonly kind: Worded['kind'];
  /** The answer, where no recording holds it. */
  readonly said: string | null;
}

/** The JSON text of the result or error that a call got. */
export function answerOf(library: Library, { said, meta, answered_by }: LoggedCall): string {
  if (said !== null) return said;
  const replies = library.recordings.find(answered_by ?? '');
  return replies.find(({ id }) => id === meta.recording)?.response ?? 'null';
}
