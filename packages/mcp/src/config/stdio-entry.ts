import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { StdioEntryConfig } from '@firefly/contracts/mcp-config';
import { ConfigError } from './config-error.ts';
import { expand, type Scope, WORKSPACE_VARIABLE } from './expand.ts';
import { secretsOfArgument, secretsOfEnv } from './secrets.ts';
import type { StdioEntry } from './servers-file.ts';

async function folder(file: string, at: string, name: string): Promise<string> {
  const found = await stat(name).catch(() => undefined);
  if (!found?.isDirectory()) throw new ConfigError(`${file}: ${at}: there is no folder ${name}`);
  // A link to it would be copied as a link.
  return realpath(name);
}

/** The entry of a server that we start, with its variables filled in. Throws a ConfigError. */
export async function stdioEntry(
  name: string,
  entry: StdioEntryConfig,
  scope: Scope,
): Promise<StdioEntry> {
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
    type: 'stdio',
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
