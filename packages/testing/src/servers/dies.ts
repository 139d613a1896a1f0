/** A server that exits at its third call. */
import { object, serve, structured } from './serve.ts';

let calls = 0;
serve({
  name: 'dies',
  tools: [
    {
      listed: { name: 'count', inputSchema: object({}), annotations: { readOnlyHint: true } },
      run: () => {
        calls += 1;
        if (calls === 3) process.exit(7);
        return structured({ calls, pid: process.pid });
      },
    },
  ],
});
