import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  type McpConfig,
  mcpConfigSchema,
  type ServerEntryConfig,
} from '@firefly/contracts/mcp-config';
import { ConfigError } from './config-error.ts';
import { expand, type Scope, WORKSPACE_VARIABLE } from './expand.ts';
import { explain, firstRemote } from './explain.ts';
import { secretsOfArgument, secretsOfEnv } from './secrets.ts';
import type { ServerEntry, ServersFile } from './servers-file.ts';

const LARGEST_FILE = 1 << 20;

async function read(file: string): Promise<string> {
  try {
    if ((await stat(file)).size > LARGEST_FILE)
      throw new ConfigError(`${file}: a servers file of more than 1 MB is not read`);
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const why = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${String(code)})`;
    throw new ConfigError(`${file}: ${why}; name a servers file (mcp.json)`, { cause: error });
  }
}

function parse(file: string, text: string): McpConfig {
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`${file}: this is not JSON: ${why}`, { cause: error });
  }
  const remote = firstRemote(content);
  if (remote !== undefined)
    throw new ConfigError(
      `${file}: mcpServers.${remote}: servers over HTTP are not supported yet; give a "command" to start it with`,
    );
  const parsed = mcpConfigSchema.safeParse(content);
  if (!parsed.success) throw new ConfigError(`${file}: ${explain(parsed.error.issues)}`);
  if (Object.keys(parsed.data.mcpServers).length === 0)
    throw new ConfigError(`${file}: mcpServers: no server is named; add at least one`);
  return parsed.data;
}

async function folder(file: string, at: string, name: string): Promise<string> {
  const found = await stat(name).catch(() => undefined);
  if (!found?.isDirectory()) throw new ConfigError(`${file}: ${at}: there is no folder ${name}`);
  // A link to it would be copied as a link.
  return realpath(name);
}

async function entryOf(name: string, entry: ServerEntryConfig, scope: Scope): Promise<ServerEntry> {
  const at = `mcpServers.${name}`;
  const options = entry.firefly ?? {};
  const inDir = (text: string): string =>
    text.startsWith(WORKSPACE_VARIABLE) ? text : path.resolve(scope.configDir, text);
  const workspaceAt = `${at}.firefly.workspace`;
  const workspace =
    options.workspace === undefined
      ? null
      : expand(options.workspace, workspaceAt, { ...scope, hasWorkspace: false }).text;
  const command = expand(entry.command, `${at}.command`, scope);
  const args = (entry.args ?? []).map((arg, i) => expand(arg, `${at}.args.${i}`, scope));
  const env = Object.entries(entry.env ?? {}).map(
    ([key, value]) => [key, expand(value, `${at}.env.${key}`, scope)] as const,
  );
  const fallback = workspace === null ? scope.configDir : WORKSPACE_VARIABLE;
  return {
    name,
    command: command.text,
    args: args.map((arg) => arg.text),
    env: Object.fromEntries(env.map(([key, value]) => [key, value.text])),
    cwd: inDir(expand(entry.cwd ?? fallback, `${at}.cwd`, scope).text),
    workspace: workspace === null ? null : await folder(scope.file, workspaceAt, inDir(workspace)),
    secrets: [
      ...env.flatMap(([key, value]) => secretsOfEnv(key, value)),
      ...[command, ...args].flatMap(secretsOfArgument),
    ],
    options,
  };
}

/**
 * Reads a servers file and fills in its variables from `environment`. Throws a ConfigError of one
 * line if anything in it cannot be used.
 */
export async function loadServers(
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ServersFile> {
  const content = parse(file, await read(file));
  const configDir = await realpath(path.dirname(path.resolve(file)));
  const servers: ServerEntry[] = [];
  for (const [name, entry] of Object.entries(content.mcpServers)) {
    const hasWorkspace = entry.firefly?.workspace !== undefined;
    servers.push(await entryOf(name, entry, { file, configDir, environment, hasWorkspace }));
  }
  return { path: file, configDir, content, servers };
}
