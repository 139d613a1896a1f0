import { joinJournals } from '@firefly/simulator/recording/journal';

/** Joins what was recorded to its bundle, and says how much that was. */
export async function joinRecorded(dir: string, say: (text: string) => void): Promise<void> {
  const count = await joinJournals(dir);
  if (count > 0) say(`${count} recorded calls of live servers are in ${dir} now.`);
}
