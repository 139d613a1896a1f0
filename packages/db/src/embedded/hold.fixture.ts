/** A process of its own for tests: opens the folder, prints the URL, leaves when its input ends. */
import { openEmbedded } from './embedded.ts';

const dataDir = process.argv[2];
if (dataDir === undefined) throw new Error('usage: hold.fixture.ts <data folder>');
const embedded = await openEmbedded({ dataDir, settings: { fsync: 'off' } });
console.log(embedded.url);
process.stdin.resume().once('end', () => embedded.close());
