import { readFile, writeFile } from 'node:fs/promises';
import type { Place } from '../place.ts';
import { someServers } from './scripted-run.ts';

/** The fixture `orders`, with or without its orders, as an entry of a servers file. */
export const depot = (ordered = false) => ({
  fixture: 'orders',
  env: ordered ? { ORDERS: '1' } : ({} as Readonly<Record<string, string>>),
  options: {
    seedValues: {
      'list_crates.shelf': ['North', 'South', 'West'],
      'get_keeper.keeper': ['Imke Vos', 'Rui Prata', 'Sanna Lahti'],
    },
  },
});

/** A servers file with the depot and the notes of the example: little to start, and all stages ask. */
export async function depotAndNotes(place: Place): Promise<string> {
  const one = await place.serve('depot.json', { depot: depot() });
  const file = await someServers(place, 'notes');
  const read = async (path: string) =>
    (JSON.parse(await readFile(path, 'utf8')) as { mcpServers: object }).mcpServers;
  await writeFile(
    file,
    JSON.stringify({ mcpServers: { ...(await read(one)), ...(await read(file)) } }),
  );
  return file;
}
