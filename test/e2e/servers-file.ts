import { fileURLToPath } from 'node:url';

/** One server of a test: a fixture by its file name, any command, or one over HTTP. */
export type ServerUnderTest =
  | {
      readonly fixture: string;
      readonly env?: Readonly<Record<string, string>>;
      /** File below the place to which the fixture writes its starts and writes. */
      readonly log?: string;
      readonly options?: Readonly<Record<string, unknown>>;
    }
  | { readonly command: string; readonly args?: readonly string[] }
  | { readonly url: string; readonly headers?: Readonly<Record<string, string>> };

export type ServersUnderTest = Readonly<Record<string, ServerUnderTest>>;

/** The program of a fixture. */
export const fixturePath = (name: string): string =>
  fileURLToPath(new URL(`../../packages/testing/src/servers/${name}.ts`, import.meta.url));

const entryOf = (server: ServerUnderTest, at: (name: string) => string): object => {
  if (!('fixture' in server)) return server;
  const { fixture, env = {}, log, options } = server;
  return {
    command: process.execPath,
    args: [fixturePath(fixture)],
    env: log === undefined ? env : { ...env, ATLAS_LOG: at(log) },
    ...(options === undefined ? {} : { firefly: options }),
  };
};

/** The text of an `mcp.json` for these servers. */
export const serversFile = (servers: ServersUnderTest, at: (name: string) => string): string =>
  JSON.stringify({
    mcpServers: Object.fromEntries(
      Object.entries(servers).map(([name, server]) => [name, entryOf(server, at)]),
    ),
  });

/** The licence key of the atlas, as its operator would hand it over: from outside the file. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: the variable is FireFly's to expand.
export const ATLAS = { fixture: 'atlas', env: { LICENCE_KEY: '${ATLAS_LICENCE}' } } as const;
