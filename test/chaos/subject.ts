import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { compareBundles } from '@firefly/bundle/compare';
import type { Command, Ended } from '../e2e/command.ts';
import type { Place, Runner } from '../e2e/place.ts';
import { processesOf } from '../e2e/processes.ts';

/** A command whose run gives the same bundle whatever happens to it. */
export interface Subject {
  /** What the command is told, without the folder of its bundle. */
  readonly args: readonly string[];
  /** Accepted tasks that it makes. */
  readonly tasks: number;
}

/** A run over two servers that never answer differently; one has a workspace, so many processes. */
export async function smallRun(place: Place): Promise<Subject> {
  await mkdir(place.at('papers'));
  await writeFile(join(place.at('papers'), 'log.txt'), 'calm\n');
  const file = await place.serve('mcp.json', {
    atlas: { fixture: 'atlas', env: { ATLAS_CALM: '1' } },
    prose: { fixture: 'prose', options: { workspace: 'papers' } },
  });
  return { args: ['run', '--servers', file, '--tasks', '2'], tasks: 2 };
}

/** The demo, as a newcomer runs it. */
export const demoRun: Subject = { args: ['demo'], tasks: 24 };

/** The command that makes this subject's bundle in a folder of the place. */
export const commandFor =
  (place: Place, runner: Runner, subject: Subject, out: string): (() => Command) =>
  () =>
    runner.start(...subject.args, '--out', place.at(out), '--json');

/** What a run counts that must not depend on what happened to it: no row twice, and none missing. */
function countsOf({ out }: Ended): unknown {
  const { run: _, out: _out, timings: _timings, wallMs: _ms, models, ...counts } = JSON.parse(out);
  // What models cost is a matter of what a provider's cache and earlier runs held.
  const { ledger: _ledger, ...said } = models ?? {};
  return { ...counts, models: said };
}

/** A command that has ended, and where its bundle is. */
export interface Finished {
  readonly out: string;
  readonly end: Ended;
}

/** What tells a run from one that nothing happened to: nothing. */
export async function unlike(place: Place, { out, end }: Finished, whole: Finished) {
  if (end.code !== 0) return [`exit code ${end.code}: ${end.err}`];
  const differences = await compareBundles(place.at(whole.out), place.at(out));
  const [counts, wanted] = [countsOf(end), countsOf(whole.end)];
  return [
    ...differences.map((one) => `${one.file} ${one.place}: ${one.message}`),
    ...(isDeepStrictEqual(counts, wanted)
      ? []
      : [`counts ${JSON.stringify(counts)}, not ${JSON.stringify(wanted)}`]),
  ];
}

/** What commands have left behind once all of them have ended: nothing. */
export async function leftBehind(place: Place): Promise<readonly string[]> {
  const names = await readdir(place.at('.'));
  return [
    ...(await processesOf(place.home)),
    ...(await readdir(join(place.home, 'tmp'))),
    ...names.filter((name) => name.startsWith('.')),
  ];
}
