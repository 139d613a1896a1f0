/**
 * A coast whose tools change while it is asked. After `FICKLE_CALLS` calls (2) the list has one tool
 * less, and the lookup of vessels has the same name but wants and gives something else; whoever listens
 * is told.
 */
import { harbours, keepers, vessels } from './atlas-data.ts';
import { listing, lookup } from './atlas-tools.ts';
import type { FixtureTool } from './fixture-server.ts';
import { object, serve, structured } from './serve.ts';

const COAST = 'the Fickle Coast';
const { FICKLE_CALLS = '2' } = process.env;
let left = Number(FICKLE_CALLS);

const counted = (tool: FixtureTool): FixtureTool => ({
  ...tool,
  run: (args) => {
    left -= 1;
    return tool.run(args);
  },
});

const steady = [
  listing(COAST, 'harbours', harbours),
  lookup(COAST, 'keeper', keepers),
  listing(COAST, 'vessels', vessels),
].map(counted);
const before = [listing(COAST, 'keepers', keepers), lookup(COAST, 'vessel', vessels)].map(counted);
const after: FixtureTool = {
  listed: {
    name: 'get_vessel',
    description: `Get the paint of a vessel of ${COAST}.`,
    inputSchema: object({ vessel: { type: 'string' }, coat: { type: 'integer' } }),
    annotations: { readOnlyHint: true },
  },
  run: ({ vessel }) => structured({ vessel, paint: 'another tool by then' }),
};

serve({ name: 'fickle', tools: () => (left > 0 ? [...steady, ...before] : [...steady, after]) });
