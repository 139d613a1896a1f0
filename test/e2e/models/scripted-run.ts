import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { readManifest } from '@firefly/bundle/reader';
import { type MessagesApi, startMessagesApi } from '@firefly/llm/testing/messages-api';
import type { Script } from '@firefly/llm/testing/scripted';
import { install } from '@firefly/mcp/install/install';
import { buildRepository } from '../../../examples/offline/repository.ts';
import type { Ended } from '../command.ts';
import { makePlace, type Place } from '../place.ts';
import { brain } from './brain.ts';

/** The example's servers file, as a newcomer uses it. */
export const EXAMPLE = fileURLToPath(
  new URL('../../../examples/offline/mcp.json', import.meta.url),
);
const FOLDER = fileURLToPath(new URL('../../../examples/offline', import.meta.url));

/** Brings the servers of the example and their sample data, where they are not there already. */
export async function installExample(): Promise<void> {
  await install(FOLDER);
  await buildRepository(FOLDER);
}

/** Writes a servers file with some servers of the example only: fewer tools, and a run that is sooner over. */
export async function someServers(place: Place, ...names: string[]): Promise<string> {
  const text = (await readFile(EXAMPLE, 'utf8'))
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the variable is FireFly's to expand.
    .replaceAll('${configDir}', FOLDER)
    .replaceAll(
      '"workspace": "workspace"',
      `"workspace": ${JSON.stringify(`${FOLDER}/workspace`)}`,
    );
  const { mcpServers } = JSON.parse(text) as { mcpServers: Record<string, object> };
  const kept = Object.entries(mcpServers).filter(([name]) => names.includes(name));
  const file = place.at('mcp.json');
  await writeFile(file, JSON.stringify({ mcpServers: Object.fromEntries(kept) }));
  return file;
}

/** A place whose command line asks a scripted model. */
export interface ScriptedPlace {
  readonly place: Place;
  readonly api: MessagesApi;
  /** What a run by the model is told, for a bundle in this folder of the place. */
  args(servers: string, out: string, ...more: string[]): string[];
  run(servers: string, out: string, ...more: string[]): Promise<Ended>;
  manifest(out: string): ReturnType<typeof readManifest>;
  close(): Promise<void>;
}

export async function scriptedPlace(
  reply: Script = brain,
  environment: Readonly<Record<string, string>> = {},
): Promise<ScriptedPlace> {
  const api = await startMessagesApi({ reply });
  const place = await makePlace({ ANTHROPIC_BASE_URL: api.url, ...environment });
  const args = (servers: string, out: string, ...more: string[]): string[] => [
    ...['run', '--engine', 'anthropic', '--model', 'scripted', '--rollouts', '2'],
    ...['--servers', servers, '--out', place.at(out), '--json', ...more],
  ];
  return {
    place,
    api,
    args,
    run: (servers, out, ...more) => place.run(...args(servers, out, ...more)),
    manifest: (out) => readManifest(place.at(out)),
    async close() {
      await place.close();
      await api.close();
    },
  };
}
