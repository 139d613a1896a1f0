/**
 * A server that lists its tools in a way named by `LIST`: `sloppy` (schemas and texts missing or
 * wrong), `twice` (one name two times), `endless` (always one page more), `huge` (a page of 2 MB),
 * `refused` (an error) or `broken` (a tool without a name). It speaks the protocol by hand, for a
 * library would not let it.
 */
import { createInterface } from 'node:readline';

const tool = (name: string, more: object = {}): object => ({
  name,
  inputSchema: { type: 'object' },
  ...more,
});
let pages = 0;

const lists: Record<string, () => object> = {
  sloppy: () => ({
    tools: [
      { name: 'bare' },
      tool('odd', { description: null, annotations: { readOnlyHint: 'yes', title: 'Odd' } }),
      tool('a.dotted/name', { icons: 7 }),
    ],
  }),
  twice: () => ({ tools: [tool('same'), tool('same')] }),
  endless: () => {
    pages += 1;
    return { tools: [tool(`tool-${pages}`)], nextCursor: `page-${pages}` };
  },
  huge: () => ({ tools: [tool('huge', { description: 'x'.repeat(2_000_000) })] }),
  broken: () => ({ tools: [tool('fine'), { inputSchema: {} }] }),
};

function answer(method: string): object {
  if (method === 'initialize')
    return {
      result: {
        protocolVersion: '2025-06-18',
        capabilities: { tools: {} },
        serverInfo: { name: 'odd-lists', version: '0' },
      },
    };
  const list = lists[process.env.LIST ?? ''];
  return list === undefined
    ? { error: { code: -32603, message: 'no list today' } }
    : { result: list() };
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method } = JSON.parse(line);
  if (id !== undefined)
    process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, ...answer(method) })}\n`);
});
