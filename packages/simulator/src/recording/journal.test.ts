import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { bundleFolder } from '../testing/bundle-folder.ts';
import { boatsWith, marina, recorded } from '../testing/mcp-samples.ts';
import { joinJournals, openJournal } from './journal.ts';

const row = (berth: number) => recorded(marina, { berth }, 'result', { content: [] });
const folder = () => bundleFolder([boatsWith(marina)], [], [marina]);

/** Which of these rows a bundle holds. */
async function held(dir: string, berths: readonly number[]): Promise<number[]> {
  const text = await readFile(`${dir}/recordings.jsonl`, 'utf8');
  return berths.filter((berth) => text.includes(row(berth).id));
}

const journal = (dir: string, pid: number): string => `${dir}.recorded-${pid}.jsonl`;
const line = (berth: number): string => `${JSON.stringify(row(berth))}\n`;

/** The id of a process that has ended. */
async function endedPid(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid ?? 0;
}

test('what was recorded joins the bundle once', async () => {
  await using made = await folder();
  const { dir, path } = made;
  const one = openJournal(dir);
  await Promise.all([1, 2, 1].map((berth) => one.append(row(berth))));
  await one.close();
  await joinJournals(dir);
  await joinJournals(dir);
  expect(await held(dir, [1, 2, 3])).toEqual([1, 2]);
  expect(await readdir(path)).toEqual(['bundle']);
});

test('of a process that was killed the whole lines join, the half one does not', async () => {
  await using made = await folder();
  await writeFile(journal(made.dir, await endedPid()), line(1) + line(2).slice(0, 99));
  await joinJournals(made.dir);
  expect(await held(made.dir, [1, 2])).toEqual([1]);
  expect(await readdir(made.path)).toEqual(['bundle']);
});

test('what a process that runs still records is left to it', async () => {
  await using made = await folder();
  const { dir } = made;
  const others = journal(dir, process.ppid);
  await writeFile(others, line(1));
  await joinJournals(dir);
  expect(await held(dir, [1])).toEqual([]);
  await appendFile(others, line(2));
  await rename(others, journal(dir, process.pid));
  await joinJournals(dir);
  expect(await held(dir, [1, 2])).toEqual([1, 2]);
});

test('simulators that stop or start at once lose nothing', async () => {
  await using made = await folder();
  const { dir, path } = made;
  const joining: Promise<number>[] = [];
  for (const berth of [1, 2, 3, 4]) {
    await writeFile(journal(dir, await endedPid()), line(berth));
    joining.push(joinJournals(dir));
  }
  await Promise.all(joining);
  await joinJournals(dir);
  expect(await held(dir, [1, 2, 3, 4])).toEqual([1, 2, 3, 4]);
  expect(await readdir(path)).toEqual(['bundle']);
});
