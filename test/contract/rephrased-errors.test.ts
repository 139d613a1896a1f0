import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sampleOf } from '@firefly/domain/catalog/sample';
import { propertiesOf } from '@firefly/domain/catalog/schema';
import { isObject, type Json, type JsonObject } from '@firefly/domain/json';
import { invalidCall } from '@firefly/domain/simulation/invalid-call';
import { toolTiers } from '@firefly/domain/simulation/tiers';
import { type TierTool, unmeasured } from '@firefly/domain/simulation/tool-index';
import { violationOf } from '@firefly/domain/simulation/violation';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { expect, test } from 'vitest';

/** What a simulator says of wrong arguments, against what the servers of the demo say of the same. */

const cwd = join(import.meta.dirname, '..', '..', 'examples', 'offline');
const servers: readonly [name: string, program: string][] = [
  ['notes', '@modelcontextprotocol/server-memory/dist/index.js'],
  ['geometry', '@mapbox/mcp-server/dist/esm/index.js'],
  ['places', '@tansuasici/country-state-city/countrystatecity-mcp/dist/index.js'],
];
/** Tools that would change something, or ask the network, if a server took the arguments after all. */
const UNASKED =
  /create|add|delete|search_and|category|directions|isochrone|matri|optimi|geocode|map/;

const others: readonly Json[] = ['5', 'invalid', 7, true, [], {}, null];

/** Arguments with one member left out or of any other type, also within a member. */
function* spoiled(base: JsonObject, more: readonly string[] = []): Generator<JsonObject> {
  for (const key of new Set([...Object.keys(base), ...more])) {
    const value = base[key];
    const { [key]: _, ...rest } = base;
    yield rest;
    for (const other of others) yield { ...base, [key]: other };
    if (isObject(value)) for (const inner of spoiled(value)) yield { ...base, [key]: inner };
  }
}

async function openServer(program: string) {
  const args = [join(cwd, 'node_modules', program)];
  const env = { PATH: process.env.PATH ?? '' };
  const client = new Client({ name: 'firefly-test', version: '1' });
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args, cwd, env, stderr: 'ignore' }),
  );
  return {
    tools: (await client.listTools()).tools,
    ask: async (name: string, given: JsonObject): Promise<string> =>
      JSON.stringify(await client.callTool({ name, arguments: given })),
    [Symbol.asyncDispose]: () => client.close(),
  };
}

test.for(servers.map(([name, program]) => ({ name, program })))(
  'every error that is said of $name is the one that it gives',
  async ({ program }, { skip }) => {
    if (!existsSync(join(cwd, 'node_modules', program))) skip('npm run examples installs it');
    await using server = await openServer(program);
    let said = 0;
    for (const { name, inputSchema: listed } of server.tools) {
      const inputSchema = listed as JsonObject;
      const probe = invalidCall({ inputSchema });
      const properties = propertiesOf(inputSchema).map(([property]) => property);
      const base = sampleOf(inputSchema, inputSchema);
      if (UNASKED.test(name) || probe === null || !isObject(base)) continue;
      const recording = {
        ...{ id: 'probe', kind: 'result' as const, succeeded: false, state_key: null },
        ...{ arguments: probe.arguments, response: await server.ask(name, probe.arguments) },
      };
      const tool: TierTool = {
        ...{ server: 's', name, fingerprint: 'f', readOnly: true, inputSchema },
      };
      const tiers = toolTiers(tool, unmeasured, {
        recordings: () => [recording],
        read: () => recording,
      });
      for (const given of spoiled(base, properties)) {
        const answer = violationOf(inputSchema, given) && (await tiers.answer(given, null));
        if (!answer) continue;
        said += 1;
        const { response } = answer;
        expect({ name, given, response }).toEqual({
          ...{ name, given },
          response: await server.ask(name, given),
        });
      }
    }
    // Each server validates, and says so in words that are understood.
    expect(said).toBeGreaterThan(1);
  },
);
