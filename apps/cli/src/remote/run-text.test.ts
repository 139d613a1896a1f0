import { expect, test } from 'vitest';
import { runText } from './run-text.ts';
import { sampleRun } from './testing/sample-run.ts';

const rejected = [
  { what: 'wanted', count: 17 },
  { what: 'no-leak', count: 2 },
];

test('good tasks that the run had enough of are not told as rejected', () => {
  const run = sampleRun;
  const text = runText({ ...run, reasons: { rejected, misfits: [] } });
  expect(text).toContain('rejected by  2 × no-leak\n');
  expect(text).toContain('17 more were good, but the run had enough of them');
  expect(runText({ ...run, reasons: { rejected: [], misfits: [] } })).not.toContain(
    'more were good',
  );
});
