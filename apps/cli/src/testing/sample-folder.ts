import { join } from 'node:path';
import {
  rowsFor,
  sampleMeta,
  sampleTasks,
  tempFolder,
} from '@firefly/bundle/testing/sample-bundle';
import { writeBundle } from '@firefly/bundle/writer';

/** A folder that holds `bundle`, a bundle of two tasks, and nothing else. */
export async function sampleFolder() {
  const folder = await tempFolder();
  const bundle = join(folder.path, 'bundle');
  await writeBundle(bundle, rowsFor(sampleTasks), sampleMeta);
  return { ...folder, bundle, tasks: sampleTasks, runId: sampleMeta.run_id };
}
