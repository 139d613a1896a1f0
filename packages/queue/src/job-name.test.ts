import { expect, test } from 'vitest';
import { jobName } from './job-name.ts';

test('a job says its run, its place, its server and its tools', () => {
  expect(jobName({ runId: 'r1', server: 'places' })).toBe('r1 places');
  expect(jobName({ runId: 'r1', wave: 0, index: 3 }, 'places/get_country')).toBe(
    'r1 0.3 places/get_country',
  );
});

test('what servers call their tools moves no cursor and has an end', () => {
  expect(jobName({ runId: 'r1' }, `a\u001b[31mb${'c'.repeat(500)}`)).toMatch(
    /^r1 a \[31mbc{1,150}$/,
  );
});
