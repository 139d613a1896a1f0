import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { bundleFolder } from './bundle-folder.ts';
import { stockClients } from './mcp-clients.ts';
import { boatsWith, listBoats, marina, recorded } from './mcp-samples.ts';

/** Gives the arguments of `node` that serve one task of a bundle on the standard streams. */
export type ArgumentsOf = (dir: string, taskId: string) => string[];

const failed = { code: -32050, message: 'No such berth' };
const task = boatsWith(marina);
const folderOf = () =>
  bundleFolder([task], [recorded(marina, { berth: 2 }, 'error', failed)], [marina]);

/** A client that is not polite: lines in, lines out, and how the program ended. */
async function spoken(args: readonly string[], lines: readonly string[], answers: number) {
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const said: string[] = [];
  let err = '';
  child.stderr.on('data', (data) => (err += data));
  const exit = once(child, 'close');
  child.stdin.write(lines.map((line) => `${line}\n`).join(''));
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (said.length === answers) child.stdin.end();
  }
  const [code] = await exit;
  return { code, said: said.map((line) => JSON.parse(line)), err };
}

/** What a program that serves a task on its standard streams must do. */
export function stdioContract(argumentsOf: ArgumentsOf): void {
  describe.for(stockClients)('%s', ([, connect]) => {
    test('lists and calls over the standard streams, in a session of its own', async () => {
      await using folder = await folderOf();
      const args = argumentsOf(folder.dir, task.id);
      await using client = await connect({ command: process.execPath, args });
      const names = (await client.list()).map(({ name }) => name);
      expect(names).toEqual(task.offered_tools.map((id) => id.replace('/', '__')));
      expect(await client.call('harbour__list_boats', { city: 'riga' })).toMatchObject({
        ...(listBoats.result as object),
        _meta: { 'dev.firefly/replay': { tier: 'exact' } },
      });
      expect(await client.call('harbour__list_boats', { city: 'Riga' })).toMatchObject({
        ...{ isError: true, _meta: { 'dev.firefly/replay': { tier: 'miss' } } },
      });
      const code = (name: string) =>
        client.call(name, { berth: 2 }).catch((error: { code: number }) => error.code);
      expect(await code('marina__list_boats')).toBe(failed.code);
      expect(await code('places__search_cities')).toBe(-32602);
    });
  });

  test('nothing but the protocol is on standard output, and it ends with its input', async () => {
    await using folder = await folderOf();
    const { code, said, err } = await spoken(
      argumentsOf(folder.dir, task.id),
      [
        'no JSON at all',
        '{"jsonrpc":"2.0","id":1,"method":"ping"}',
        '[1,2]',
        '{"jsonrpc":"2.0","id":2,"method":"tools/list"}',
      ],
      2,
    );
    expect(said).toMatchObject([
      { id: 1, result: {} },
      { id: 2, result: { tools: [{ name: 'harbour__list_boats' }, {}, {}, {}] } },
    ]);
    expect(code).toBe(0);
    expect(err).toMatch(/^[^\n]*a line of standard input is no message of MCP\n$/);
  });

  test('a task that the bundle does not hold is said on standard error', async () => {
    await using folder = await folderOf();
    const { code, said, err } = await spoken(argumentsOf(folder.dir, 'none'), [], 0);
    expect({ code, said }).toEqual({ code: 2, said: [] });
    expect(err).toMatch(/there is no task none in .*bundle: give the whole id/);
  });
}
