import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { count, good, summary } from './report.ts';

const file = (statuses: string[], status = 'passed', message = '') => ({
  name: '/project/a.test.ts',
  status,
  message,
  assertionResults: statuses.map((state, at) => ({ status: state, fullName: `test ${at}` })),
});
const run = (success: boolean, ...testResults: ReturnType<typeof file>[]) =>
  count({ success, testResults }, '/project');

test('counts what passed, failed and was passed over', () => {
  const counted = run(
    false,
    file(['passed', 'passed', 'failed'], 'failed'),
    file(['pending', 'todo']),
  );
  expect(summary(counted)).toBe('tests: 2 passed, 1 failed, 2 skipped');
  expect(counted.failed).toEqual(['a.test.ts: test 2']);
});

test('a file that does not load is a failure', () => {
  const counted = run(false, file(['passed']), file([], 'failed', 'Cannot find module'));
  expect(counted.failed).toEqual(['a.test.ts: Cannot find module']);
});

test('a failed run always counts a failure', () => {
  expect(summary(run(false, file(['passed'])))).toBe('tests: 1 passed, 1 failed, 0 skipped');
});

test.each([
  ['all passed', true, run(true, file(['passed']))],
  ['one was skipped', false, run(true, file(['passed', 'skipped']))],
  ['one failed', false, run(false, file(['passed', 'failed'], 'failed'))],
  ['nothing ran', false, run(true)],
])('%s: good is %s', (_, expected, counted) => {
  expect(good(counted)).toBe(expected);
});

test('without a report the program says so, ends with the line, and fails', async () => {
  const program = promisify(execFile)(process.execPath, [
    join(import.meta.dirname, 'report.ts'),
    'no.json',
  ]);
  const error = await program.then(
    () => undefined,
    (thrown: { code: number; stdout: string }) => thrown,
  );
  expect(error?.code).toBe(1);
  expect(error?.stdout.trimEnd().split('\n').at(-1)).toBe('tests: 0 passed, 0 failed, 0 skipped');
});
