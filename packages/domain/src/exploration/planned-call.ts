import type { JsonObject } from '../json.ts';

/** A call decided before it is made. */
export interface PlannedCall {
  /** Tool id `server/tool`. */
  readonly tool: string;
  readonly arguments: JsonObject;
}
