import type { Tool } from '../catalog/tool.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Evaluate } from '../ports.ts';

/** A successful recording, as far as checks need it. */
export interface Observed {
  readonly arguments: JsonObject;
  readonly observation: Json;
}

/** What the checks know beyond the draft itself. Read only: judging changes nothing. */
export interface JudgingContext {
  /** Tools of the catalog by tool id (`server/tool`). */
  readonly tools: ReadonlyMap<string, Tool>;
  readonly evaluate: Evaluate;
  /** Shape pointers that vary between equal calls of a tool; null when it was never probed. */
  varying(fingerprint: string): readonly string[] | null;
  /** Successful recordings of a tool in the run so far. */
  recordings(fingerprint: string): readonly Observed[];
  /** Shape pointers that differ between two recordings under one request key. */
  conflicts(fingerprint: string): readonly string[];
}
