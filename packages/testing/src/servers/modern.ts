/** A server that knows the 2026-07-28 revision only. */
import { object, serve, structured } from './serve.ts';

const listed = { name: 'get_pid', inputSchema: object({}) };
serve({
  name: 'modern',
  modernOnly: true,
  tools: [{ listed, run: () => structured({ pid: process.pid }) }],
});
