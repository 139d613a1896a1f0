import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { type McpConfig, mcpConfigSchema } from '@firefly/contracts/mcp-config';
import { fromPointer } from '@firefly/domain/pointer';
import { ConfigError } from './config-error.ts';
import { explain, placeOf } from './explain.ts';
import { httpEntry } from './http-entry.ts';
import { jsonFaultTold } from './json-fault.ts';
import { mixture } from './kinds.ts';
import type { ServerEntry, ServersFile } from './servers-file.ts';
import { stdioEntry } from './stdio-entry.ts';
import { doubled } from './written.ts';

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

/** A key that stands twice would silently hide what its first says. */
function mustNotRepeat(file: string, text: string): void {
  const twice = doubled(text);
  if (twice === undefined) return;
  const place = fromPointer(twice);
  const key = place.pop();
  throw new ConfigError(
    `${file}: ${placeOf(place)}: "${key}" stands here twice, and only the last would count; make one of the two`,
  );
}

function parse(file: string, text: string): McpConfig {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    // The error itself quotes the text, in which a secret may stand.
    throw new ConfigError(`${file}: this is not JSON: ${jsonFaultTold(text)}`);
  }
  const mixed = mixture(content);
  if (mixed !== undefined) throw new ConfigError(`${file}: ${mixed}`);
  const parsed = mcpConfigSchema.safeParse(content);
  if (!parsed.success) throw new ConfigError(`${file}: ${explain(parsed.error.issues, content)}`);
  if (Object.keys(parsed.data.mcpServers).length === 0)
    throw new ConfigError(`${file}: mcpServers: no server is named; add at least one`);
  mustNotRepeat(file, text);
  return parsed.data;
}

/**
 * Reads a servers file and fills in its variables from `environment`. Throws a ConfigError of one
 * line if anything in it cannot be used.
 */
export async function loadServers(
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ServersFile> {
  const content = parse(file, (await read(file)).replace(/^\uFEFF/, ''));
  const configDir = await realpath(path.dirname(path.resolve(file)));
  const servers: ServerEntry[] = [];
  for (const [name, entry] of Object.entries(content.mcpServers)) {
    const hasWorkspace = entry.firefly?.workspace !== undefined;
    const scope = { file, configDir, environment, hasWorkspace };
    servers.push(
      'url' in entry ? httpEntry(name, entry, scope) : await stdioEntry(name, entry, scope),
    );
  }
  return { path: file, configDir, content, servers };
}
