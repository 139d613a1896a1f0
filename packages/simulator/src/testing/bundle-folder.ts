import { join } from 'node:path';
import { rowsFor, sampleMeta, tempFolder } from '@firefly/bundle/testing/sample-bundle';
import { sampleToolRows } from '@firefly/bundle/testing/sample-tools';
import { writeBundle } from '@firefly/bundle/writer';
import type { RecordingRow, ToolRow } from '@firefly/contracts/bundle';
import type { Task } from '@firefly/domain/dataset/task';

/** A folder with a bundle of these tasks, gone when the scope ends. */
export async function bundleFolder(
  tasks: readonly Task[],
  more: readonly RecordingRow[] = [],
  tools: readonly ToolRow[] = [],
): Promise<{ readonly dir: string; readonly path: string } & AsyncDisposable> {
  const folder = await tempFolder();
  const dir = join(folder.path, 'bundle');
  await writeBundle(
    dir,
    { ...rowsFor(tasks, more), tools: [...sampleToolRows, ...tools] },
    sampleMeta,
  );
  return { ...folder, dir };
}
