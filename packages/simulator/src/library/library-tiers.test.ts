import { join } from 'node:path';
import { amendBundle } from '@firefly/bundle/amend';
import { measureBundle } from '@firefly/bundle/fidelity/measure-bundle';
import { readFidelity } from '@firefly/bundle/reader';
import {
  rowsFor,
  sampleMeta,
  sampleTasks,
  tempFolder,
} from '@firefly/bundle/testing/sample-bundle';
import { spelledTwice } from '@firefly/bundle/testing/sample-recordings';
import { sampleToolRows } from '@firefly/bundle/testing/sample-tools';
import { writeBundle } from '@firefly/bundle/writer';
import { expect, test } from 'vitest';
import { makeLibraryTiers } from './library-tiers.ts';
import { openRecordings } from './recordings.ts';

const row = sampleToolRows.find(({ name }) => name === 'list_boats');
if (row === undefined) throw new Error('no sample');
const tool = { ...row, readOnly: row.read_only };

test('a bundle answers with what was measured of it, and with no more', async () => {
  await using folder = await tempFolder();
  const dir = join(folder.path, 'bundle');
  await writeBundle(dir, rowsFor(sampleTasks, spelledTwice(300)), sampleMeta);
  const ask = async (city: string) => {
    const recordings = await openRecordings(join(dir, 'recordings.jsonl'));
    const tiers = makeLibraryTiers(recordings, await readFidelity(dir));
    expect(tiers.of(tool)).toBe(tiers.of(tool));
    const answer = await tiers.of(tool).answer({ city }, null);
    await recordings.close();
    return answer && [answer.tier, answer.rule, JSON.parse(answer.response).structuredContent];
  };
  expect(await ask('Port 7')).toBeNull();
  await amendBundle(dir, { fidelity: await measureBundle(dir, { seed: 7 }) });
  expect(await ask('Port 7')).toEqual(['normalized', 'case', { boats: [7] }]);
  expect(await ask(' port 7')).toBeNull();
});
