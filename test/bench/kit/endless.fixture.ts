import { once } from 'node:events';
import type { Bench } from './bench.ts';
import { runBench } from './run.ts';

/** A process with a bench that goes on until it is stopped: for the test that presses Ctrl-C. */
const endless: Bench = async ({ folder, signal }) => {
  const clock = setInterval(() => {}, 60_000);
  console.log(folder);
  await once(signal, 'abort');
  clearInterval(clock);
  console.log('closed');
  throw signal.reason;
};

const results = process.argv[2] ?? '';
await runBench('endless', endless, results, { out: process.stdout, err: process.stderr });
