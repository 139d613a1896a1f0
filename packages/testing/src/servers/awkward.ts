/** A server whose tools do not come back, or come back too large, or with an error of the protocol. */
import type { FixtureTool } from './fixture-server.ts';
import { object, serve, structured, text } from './serve.ts';

const tool = (
  name: string,
  properties: Parameters<typeof object>[0],
  run: FixtureTool['run'],
): FixtureTool => ({ listed: { name, inputSchema: object(properties) }, run });

serve({
  name: 'awkward',
  tools: [
    tool('wait', {}, () => new Promise(() => {})),
    tool('repeat', { times: { type: 'integer' } }, ({ times }) => text('x'.repeat(Number(times)))),
    tool('echo', { value: {} }, ({ value }) => structured({ value, pid: process.pid })),
  ],
});
