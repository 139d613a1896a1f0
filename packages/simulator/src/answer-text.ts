import { REPLAY_META, type ReplayMeta } from '@firefly/contracts/simulator';
import type { StoredReply } from '@firefly/domain/simulation/replay';

/**
 * An answer as it goes over plain HTTP, with its meta beside it. The recorded text goes out as it stands:
 * parsing and writing it again could change it.
 */
export const answerText = (
  { kind, response }: Pick<StoredReply, 'kind' | 'response'>,
  meta: ReplayMeta,
): string => `{"${kind}":${response},"_meta":{"${REPLAY_META}":${JSON.stringify(meta)}}}`;
