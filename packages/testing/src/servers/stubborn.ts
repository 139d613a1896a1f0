/** A server that outlives the end of its input and SIGTERM, with a child that does the same. */
import { spawn } from 'node:child_process';
import { object, serve, structured } from './serve.ts';

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
setInterval(() => {}, 60_000);
const child = spawn(process.execPath, [
  '-e',
  'process.on("SIGTERM", () => {}); setInterval(() => {}, 60000)',
]);

serve({
  name: 'stubborn',
  tools: [
    {
      listed: { name: 'get_pids', inputSchema: object({}) },
      run: () => structured({ pids: [process.pid, child.pid] }),
    },
  ],
});
