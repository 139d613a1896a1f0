import { expect, test } from 'vitest';
import { problemOf } from './errors.ts';
import { ServersAway } from './servers-away.ts';

test('a servers file that cannot be used is told as such, without what stands in it', () => {
  const problem = problemOf(new ServersAway(new Error('mcp.json: "s3cr3t" is odd')));
  expect(problem).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
  expect(problem.message).toContain('servers file');
  expect(problem.message).not.toContain('s3cr3t');
});
