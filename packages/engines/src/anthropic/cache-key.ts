import type { PromptStamp } from '@firefly/contracts/model';
import { type Tool, toolKey } from '@firefly/domain/catalog/tool';
import { canonicalJson, sha256 } from '@firefly/domain/identity';
import type { Json } from '@firefly/domain/json';

/** What an answer about tools hangs on, and nothing else: so another run may take it over. */
export interface CacheParts {
  readonly stamp: PromptStamp;
  /** As the run's configuration names it. */
  readonly model: string;
  /** In the order in which the request numbers them. */
  readonly tools: readonly Tool[];
  /** What of them is asked about. */
  readonly about: Json;
}

/** The key of an answer: equal for the same question about the same tools, whatever values were seen. */
export const cacheKeyOf = ({ stamp, model, tools, about }: CacheParts): string =>
  sha256(
    canonicalJson([stamp.name, stamp.version, stamp.hash, model, tools.map(toolKey), about]),
  ).slice(0, 32);
