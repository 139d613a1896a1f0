/**
 * A server that lists its tools in a way named by `LIST`: `sloppy` (schemas and texts missing or
 * wrong), `twice` (one name two times), `deep` (schemas nested 5,000 levels), `boastful`
 * (its name holds a secret, its version is long), `spilling` (a long error with `SPILL` in it), `endless` (always one page more), `shifting`
 * (another tool each time), `huge` (a page of 2 MB),
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
  twice: () => ({ tools: [tool('same'), tool('other'), tool('same', { description: 'Again.' })] }),
  boastful: () => ({ tools: [] }),
  endless: () => {
    pages += 1;
    return { tools: [tool(`tool-${pages}`)], nextCursor: `page-${pages}` };
  },
  shifting: () => {
    pages += 1;
    return { tools: [tool('same'), tool(`tool-${pages}`)] };
  },
  huge: () => ({ tools: [tool('huge', { description: 'x'.repeat(2_000_000) })] }),
  broken: () => ({ tools: [tool('fine'), { inputSchema: {} }] }),
};

/** Text, for no library writes it. */
const deepList = (): string => {
  const schema = `${'{"type":"object","properties":{"a":'.repeat(5_000)}{}${'}}'.repeat(5_000)}`;
  const described = '"description":"Gets it."';
  return `{"tools":[{"name":"deep",${described},"inputSchema":${schema},"outputSchema":${schema}},{"name":"fine",${described},"inputSchema":{"type":"object"}}]}`;
};

const boasts = process.env.LIST === 'boastful';
const serverInfo = boasts
  ? { name: `${process.env.A_KEY} odd`, version: '1'.repeat(5_000) }
  : { name: 'odd-lists', version: '0' };

function answer(method: string): object {
  if (method === 'initialize')
    return {
      result: {
        protocolVersion: '2025-06-18',
        capabilities: { tools: {} },
        serverInfo,
      },
    };
  if (process.env.LIST === 'spilling')
    return { error: { code: -32603, message: `${process.env.SPILL} ${'x'.repeat(9_000)}` } };
  const list = lists[process.env.LIST ?? ''];
  return list === undefined
    ? { error: { code: -32603, message: 'no list today' } }
    : { result: list() };
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method } = JSON.parse(line);
  if (id !== undefined && method !== 'initialize' && process.env.LIST === 'deep')
    process.stdout.write(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${deepList()}}\n`);
  else if (id !== undefined)
    process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, ...answer(method) })}\n`);
});
