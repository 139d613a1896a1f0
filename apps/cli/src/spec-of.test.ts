import { commandSpec } from '@firefly/contracts/run-spec';
import type { ServersFile } from '@firefly/mcp/config/servers-file';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRunOptions } from './run-options.ts';
import { specOf } from './spec-of.ts';

const file: ServersFile = {
  path: '/project/mcp.json',
  configDir: '/project',
  content: { mcpServers: { harbour: { command: 'node' } } },
  servers: [],
};
const given = {
  ...{ servers: 'mcp.json', out: 'out', seed: '7', concurrency: '4', engine: 'rules' },
  ...{ fresh: false, json: false },
};
const specFor = (tasks: number) =>
  specOf(parseRunOptions({ ...given, tasks: String(tasks) }, '/project'), file);

test('whatever number of tasks the command takes, the pipeline takes the spec', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), (tasks) => {
      const spec = specFor(tasks);
      expect(commandSpec.parse(spec)).toEqual(spec);
      expect(spec.tasks).toBe(tasks);
    }),
  );
});

test('a wave has a walk for every task, within bounds', () => {
  expect([1, 16, 17, 1_000, 1_001, 10_000].map((tasks) => specFor(tasks).walks)).toEqual([
    16, 16, 17, 1_000, 1_000, 1_000,
  ]);
});
