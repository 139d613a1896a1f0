import type { ReplayMeta } from '@firefly/contracts/simulator';

/** How a call was answered stands in this header, as JSON, where the body has no place beside the answer. */
export const REPLAY_HEADER = 'firefly-replay';

/** The value of that header: ids are a bundle's own, and a header carries ASCII alone. */
export const replayHeader = (meta: ReplayMeta): string =>
  JSON.stringify(meta).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
