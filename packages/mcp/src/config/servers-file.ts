import type { McpConfig, ServerOptions } from '@firefly/contracts/mcp-config';
import type { ServerPolicy } from '@firefly/domain/catalog/tool';
import { canonicalJson, sha256 } from '@firefly/domain/identity';
import type { Secret } from '@firefly/domain/observing/redact';

/** What all servers of the file have in common. */
interface AnyEntry {
  readonly name: string;
  readonly secrets: readonly Secret[];
  readonly options: ServerOptions;
}

/** A server ready to start; only `${workspace}` still waits for its working copy. */
export interface StdioEntry extends AnyEntry {
  readonly type: 'stdio';
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** The folder to copy for each process, or null. */
  readonly workspace: string | null;
}

/** A server ready to be asked over streamable HTTP. */
export interface HttpEntry extends AnyEntry {
  readonly type: 'http';
  /** Absolute, http or https, without a user's name. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What runs elsewhere has no folder of ours. */
  readonly workspace: null;
}

/** One server of the file. */
export type ServerEntry = StdioEntry | HttpEntry;

/** A loaded `mcp.json`. `content` is the file as parsed, before any expansion. */
export interface ServersFile {
  readonly path: string;
  readonly configDir: string;
  readonly content: McpConfig;
  /** In the order of the file. */
  readonly servers: readonly ServerEntry[];
}

type Stated = Pick<ServerEntry, 'name' | 'options'> & { readonly workspace: unknown };

/** What the operator says about calling this server's tools. */
export const policyOf = ({ name, workspace, options }: Stated): ServerPolicy => ({
  server: name,
  trust: options.trust ?? 'annotations',
  workspace: workspace !== null,
  include: options.include ?? [],
  exclude: options.exclude ?? [],
  seedValues: options.seedValues ?? {},
});

/** The same, off an entry whose variables nobody has filled in. */
export const statedPolicy = (
  name: string,
  { firefly: options = {} }: McpConfig['mcpServers'][string],
): ServerPolicy => policyOf({ name, options, workspace: options.workspace ?? null });

/**
 * Identity of a server, whatever it is called: hash of its entry without FireFly's own key. Variables
 * stay unexpanded, so it is free of secrets; only `${configDir}` is filled in, as the same words mean
 * another program in another folder.
 */
export function identityOf({ content, configDir }: ServersFile, name: string): string {
  const { type: _, firefly: __, ...entry } = content.mcpServers[name] ?? {};
  return sha256(canonicalJson(entry).replaceAll(`\${configDir}`, () => configDir));
}

/** Hash of what stands in the file, variables unexpanded: part of a run's identity, free of secrets. */
export const hashOf = (file: ServersFile): string => sha256(canonicalJson(file.content));
