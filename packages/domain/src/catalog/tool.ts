import type { JsonObject } from '../json.ts';

/** Hints of a server about its tool. Untrusted; absent hints mean: writes, destroys, reaches out. */
export interface ToolAnnotations {
  readonly title?: string | undefined;
  readonly readOnlyHint?: boolean | undefined;
  readonly destructiveHint?: boolean | undefined;
  readonly idempotentHint?: boolean | undefined;
  readonly openWorldHint?: boolean | undefined;
}

/** A tool as a server lists it. */
export interface ListedTool {
  readonly name: string;
  readonly title?: string | undefined;
  readonly description: string;
  readonly inputSchema: JsonObject;
  readonly outputSchema?: JsonObject | undefined;
  readonly annotations?: ToolAnnotations | undefined;
}

/** A tool of the catalog. `fingerprint` hashes name, description and schemas: a changed tool is a new tool. */
export interface Tool extends ListedTool {
  readonly server: string;
  readonly fingerprint: string;
}

/** What the operator's `mcp.json` says about calling a server's tools (rule 2.9). */
export interface ServerPolicy {
  readonly server: string;
  readonly trust: 'annotations' | 'names';
  readonly workspace: boolean;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Values per parameter: keys are `parameter` or `tool.parameter`. */
  readonly seedValues: Readonly<Record<string, readonly (string | number | boolean)[]>>;
}

/** Whether a tool takes part, may be called, and why. */
export interface Qualification {
  readonly server: string;
  readonly tool: string;
  readonly fingerprint: string;
  /** Takes part in graph and exploration. */
  readonly kept: boolean;
  /** Taken as not changing state: annotated read-only, or trusted as such. */
  readonly readOnly: boolean;
  /** Plain sentences. For a kept tool: what permits the call; for a dropped one: every reason against it. */
  readonly reasons: readonly string[];
}

/** The name by which tasks, edges and offers speak of a tool. */
export const toolId = (tool: { readonly server: string; readonly name: string }): string =>
  `${tool.server}/${tool.name}`;

/** What recordings know a tool by: a changed tool is another, and so is the same program on another server. */
export const toolKey = (tool: { readonly server: string; readonly fingerprint: string }): string =>
  JSON.stringify([tool.server, tool.fingerprint]);

/** A tool's own name out of its id; names may hold a slash themselves, servers never do. */
export const toolName = (id: string): string => id.slice(id.indexOf('/') + 1);

/** The server of a tool id. */
export const serverOf = (id: string): string => id.slice(0, id.indexOf('/'));
