import type { TaskDraft } from '@firefly/domain/dataset/task';
import type { Json } from '@firefly/domain/json';
import { aCall, aCatalog, aTool, spanOf } from '@firefly/testing/builders/parts';
import { aTaskDraft, readShops, shops } from '@firefly/testing/builders/task';

export const searchCities = aTool('places', 'search_cities', 'Searches for cities by name.', {
  query: { type: 'string', description: 'Text to search for' },
});
export const tools = aCatalog(readShops, searchCities);

const chosen = '$$.c1[rent_eur=$max($$.c1.rent_eur)].city';

/** The town of the dearest shop, looked up: a label that flows from one record into another. */
export function flowingTown(town: Json, source: Json = shops): TaskDraft {
  return aTaskDraft({
    prompt:
      'How many people live in the town of the shop with the highest rent in /workspace/shops.json?',
    answer: { people: 173000 },
    fields: [
      {
        name: 'people',
        kind: 'scalar',
        expression: `c2.cities[name=${chosen}].population`,
        sources: [{ call: 'c2', pointer: '/cities/0/population' }],
        compare: { type: 'exact' },
      },
    ],
    calls: [
      aCall('c1', readShops, { path: '/workspace/shops.json' }, source),
      aCall('c2', searchCities, { query: 'Basel' }, { cities: [town] }),
    ],
    flows: [
      { from: 'c1', expression: chosen, from_pointer: '/2/city', to: 'c2', to_pointer: '/query' },
    ],
  });
}

/** A town that stands in the prompt, looked up. */
export const boundTown = (prompt: string, town: Json): TaskDraft =>
  aTaskDraft({
    prompt,
    answer: { people: 173000 },
    fields: [
      {
        name: 'people',
        kind: 'scalar',
        expression: "c1.cities[name='Basel'].population",
        sources: [{ call: 'c1', pointer: '/cities/0/population' }],
        compare: { type: 'exact' },
      },
    ],
    calls: [aCall('c1', searchCities, { query: 'Basel' }, { cities: [town] })],
    flows: [],
    bindings: [
      { call: 'c1', pointer: '/query', span: spanOf(prompt, 'Basel'), normalizer: 'identity' },
    ],
  });
