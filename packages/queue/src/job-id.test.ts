import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jobId, revisionOf } from './job-id.ts';

const server = fc.string({ minLength: 1 });
const revision = fc.nat();

test('is never a number and has no colon, so that BullMQ takes it', () => {
  fc.assert(
    fc.property(server, revision, (name, r) => {
      const id = jobId('discover', { runId: '1', server: name }, r);
      expect(id).not.toContain(':');
      expect(String(Number.parseInt(id, 10))).not.toBe(id);
    }),
  );
});

test('differs for different servers and revisions, and tells its revision', () => {
  fc.assert(
    fc.property(server, server, revision, revision, (a, b, r, s) => {
      const [one, other] = [
        jobId('discover', { runId: 'run', server: a }, r),
        jobId('discover', { runId: 'run', server: b }, s),
      ];
      expect(one === other).toBe(a === b && r === s);
      expect([revisionOf(one), revisionOf(other)]).toEqual([r, s]);
    }),
  );
});

test('escapes without mixing up', () => {
  const id = (name: string) => jobId('discover', { runId: 'run', server: name }, 0);
  expect(id('a:b')).toBe('run.a%3Ab.r0');
  expect(id('a%3Ab')).toBe('run.a%253Ab.r0');
});
