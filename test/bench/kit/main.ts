import { join } from 'node:path';
import { benchNames, loadBench } from './names.ts';
import { runBench } from './run.ts';

/** `npm run bench -- NAME`. Exit codes: 0 every bar is reached, 1 one is missed, 2 wrong usage. */

const RESULTS = join(import.meta.dirname, '..', '..', '..', 'bench', 'results');

const [name = '', ...others] = process.argv.slice(2);
const names = await benchNames();
if (!names.includes(name) || others.length > 0) {
  console.error(`bench: give the name of one bench: ${names.join(', ')}`);
  process.exitCode = 2;
} else {
  try {
    const terminal = { out: process.stdout, err: process.stderr };
    process.exitCode = await runBench(name, await loadBench(name), RESULTS, terminal);
  } catch (error) {
    console.error(`bench: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
