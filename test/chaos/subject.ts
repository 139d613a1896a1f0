import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compareBundles } from '@firefly/bundle/compare';
import { expect } from 'vitest';
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
  const islands = { ATLAS_CALM: '1', ATLAS_COAST: 'the islands' };
  const file = await place.serve('mcp.json', {
    coast: { fixture: 'atlas', env: { ATLAS_CALM: '1' } },
    islands: { fixture: 'atlas', env: islands, options: { workspace: 'papers' } },
  });
  return { args: ['run', '--servers', file, '--tasks', '10'], tasks: 10 };
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
  const { run: _, out: _out, timings: _timings, wallMs: _ms, ...counts } = JSON.parse(out);
  return counts;
}

/** Holds a run against one that nothing happened to, and looks for what it may have left. */
export async function expectSame(
  place: Place,
  [out, end]: readonly [string, Ended],
  [whole, undisturbed]: readonly [string, Ended],
): Promise<void> {
  expect(end.code, end.err).toBe(0);
  expect(await compareBundles(place.at(whole), place.at(out))).toEqual([]);
  expect(countsOf(end)).toEqual(countsOf(undisturbed));
  expect(await processesOf(place.home)).toEqual([]);
  expect(await readdir(join(place.home, 'tmp'))).toEqual([]);
  const beside = (await readdir(place.at('.'))).filter((name) => name.startsWith(`.${out}.`));
  expect(beside).toEqual([]);
}
