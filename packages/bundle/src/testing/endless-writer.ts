import { writeBundle } from '../writer.ts';
import { rowsFor, sampleMeta, sampleTasks } from './sample-bundle.ts';

// A program for the test that kills a writer: it writes rows to the folder named until it is killed.
const [dir] = process.argv.slice(2);
if (dir === undefined) throw new Error('name a folder');

async function* endless() {
  while (true) {
    yield* sampleTasks;
    // Lets the process be seen at work instead of filling the disk.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

await writeBundle(dir, { ...rowsFor([]), tasks: endless() }, sampleMeta);
