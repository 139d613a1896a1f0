/** A server of tools that are called, or not, each for a reason of its own. Those that are called do nothing. */
import type { FixtureTool } from './fixture-server.ts';
import { object, serve, text } from './serve.ts';

const string = { type: 'string' };
const number = { type: 'number' };
const READS = { readOnlyHint: true };

const tool = (
  name: string,
  properties: Parameters<typeof object>[0] = {},
  more: Partial<FixtureTool['listed']> = { annotations: READS },
): FixtureTool => ({
  listed: {
    name,
    description: 'Does what its name says.',
    inputSchema: object(properties),
    ...more,
  },
  run: () => text('done'),
});

serve({
  name: 'motley',
  tools: [
    tool('list_boats'),
    tool('paint', { colour: { enum: ['red', 'blue'] } }),
    tool('get_boat', { boat: string }),
    tool('get_boats', { boats: { type: 'array', items: string, minItems: 3 } }),
    tool('get_berth', { from: object({ lat: number, lon: number }), open: { type: 'boolean' } }),
    tool('get_depth', { metres: { type: 'integer', minimum: 5, maximum: 6 } }),
    tool('get_log', { page: { ...string, minLength: 20 } }),
    tool('get_extra', { options: { type: 'object' } }),
    tool('find_boat', {}, {}),
    tool('search_boats', { builder: string }, {}),
    tool('moor', {}, {}),
    tool('launch', { boat: string, slip: string }, {}),
    tool('sink', {}, { annotations: { destructiveHint: true } }),
    tool('rename', { boat: string }, { annotations: { readOnlyHint: false } }),
    tool('query_log', { sql: string }),
    tool('run_code', { code: { ...string, description: 'JavaScript to run' } }, {}),
    tool('get_env'),
    tool('old_boat', {}, { annotations: READS, description: 'Deprecated: use get_boat instead.' }),
    tool('silent', {}, { annotations: READS, description: '' }),
    tool('odd', { a: { type: 'nope' } }),
    tool('forged\u001b[2J\u202e\nsecond line', {}, {}),
    tool(`long_${'x'.repeat(200)}`),
  ],
});
