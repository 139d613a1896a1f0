import { expect, test } from 'vitest';
import { familyOf, type Processes, pssOf, runningNow } from './processes.ts';

const watchdog = ['/n/node', '/f/packages/mcp/src/process/watchdog.ts'];

test('the family of a command: its Postgres apart, its MCP servers and theirs left out', () => {
  const words: Record<number, string[]> = {
    1: ['init'],
    10: ['node', '/f/apps/cli/src/main.ts', 'demo'],
    11: ['/f/native/bin/postgres', '-D', '/h/pg'],
    12: ['postgres: firefly firefly idle'],
    20: watchdog,
    21: ['node', '/s/server.js'],
    22: ['git', 'log'],
    30: ['node', '/f/apps/simulator/src/main.ts'],
    40: ['node', '/f/apps/cli/src/main.ts', 'of somebody else'],
    41: ['/g/bin/postgres'],
  };
  const parents = { 10: 1, 11: 10, 12: 11, 20: 10, 21: 20, 22: 21, 30: 10, 40: 1, 41: 40 };
  const processes: Processes = {
    parents: new Map(Object.entries(parents).map(([pid, parent]) => [Number(pid), parent])),
    wordsOf: (pid) => words[pid] ?? [],
  };
  expect(familyOf(10, processes)).toEqual({ ours: [10, 20, 30], postgres: [11, 12] });
});

test.skipIf(process.platform !== 'linux')('this process is found, with its memory', () => {
  const now = runningNow();
  expect(now.parents.get(process.pid)).toBe(process.ppid);
  expect(now.wordsOf(process.pid)[0]).toMatch(/node/);
  expect(familyOf(process.ppid, now).ours).toContain(process.pid);
  const { rss } = process.memoryUsage();
  expect(pssOf(process.pid)).toBeGreaterThan(rss / 10);
  expect(pssOf(process.pid)).toBeLessThan(rss * 2);
});

test.skipIf(process.platform !== 'linux')('a process that is gone holds nothing', () => {
  const gone = 4_194_305;
  expect(pssOf(gone)).toBe(0);
  expect(runningNow().wordsOf(gone)).toEqual(['']);
});
