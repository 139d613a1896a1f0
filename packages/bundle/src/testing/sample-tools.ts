import type { ToolRow } from '@firefly/contracts/bundle';
import type { Tool } from '@firefly/domain/catalog/tool';
import { fingerprint } from '@firefly/domain/identity';
import type { JsonObject } from '@firefly/domain/json';
import { toolRow } from '../rows.ts';

function tool(server: string, name: string, description: string, properties: JsonObject): Tool {
  const inputSchema: JsonObject = { type: 'object', properties, required: Object.keys(properties) };
  const listed = { name, description, inputSchema };
  return { ...listed, server, fingerprint: fingerprint(listed) };
}

const text = { type: 'string' };
const point = {
  type: 'object',
  properties: { latitude: { type: 'number' }, longitude: { type: 'number' } },
  required: ['latitude', 'longitude'],
};

/** The tools of the sample bundle. */
export const sampleTools: readonly Tool[] = [
  tool('geometry', 'distance', 'Computes a distance.', {
    from: point,
    to: point,
    unit: { const: 'km' },
  }),
  tool('harbour', 'list_boats', 'Lists the boats of a city.', { city: text }),
  tool('harbour', 'open_boats', 'Opens boats by name.', { names: { type: 'array', items: text } }),
  tool('harbour', 'paint_boat', 'Paints a boat.', { name: text }),
  tool('places', 'search_cities', 'Searches cities by name.', { query: text }),
];

/** Their rows: `paint_boat` alone changes state. */
export const sampleToolRows: readonly ToolRow[] = sampleTools.map((one) =>
  toolRow(one, { readOnly: one.name !== 'paint_boat' }),
);
