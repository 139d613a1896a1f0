/** A server that keeps a counter in a file of its working folder, and says where that is. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { object, serve, structured } from './serve.ts';

const file = path.resolve('counter.txt');
const read = (): number => Number(readFileSync(file, 'utf8'));

serve({
  name: 'stateful',
  tools: [
    {
      listed: { name: 'get_counter', inputSchema: object({}), annotations: { readOnlyHint: true } },
      run: () => structured({ counter: read(), file }),
    },
    {
      listed: { name: 'increment', inputSchema: object({ by: { type: 'integer' } }) },
      run: ({ by }) => {
        writeFileSync(file, String(read() + Number(by)));
        return structured({ counter: read() });
      },
    },
    {
      listed: {
        name: 'read_file',
        inputSchema: object({ path: { type: 'string' } }),
        annotations: { readOnlyHint: true },
      },
      run: (args) =>
        structured({ path: args.path, text: readFileSync(String(args.path), 'utf8').trim() }),
    },
  ],
});
