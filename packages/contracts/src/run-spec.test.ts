import { expect, test } from 'vitest';
import { parseSpec } from './run-spec.ts';

const common = { tasks: 3, seed: 7, engine: 'rules', waves: 8, walks: 16 };

test('the spec of a command and that of the service are told apart by their servers', () => {
  const command = { ...common, out: '/data/a', servers: { file: '/data/mcp.json', hash: 'h' } };
  const service = { ...common, servers: { names: ['atlas'], hash: 'h' } };
  expect(parseSpec(command)).toEqual(command);
  expect(parseSpec(service)).toEqual(service);
  expect(() => parseSpec({ ...service, out: '/data/a' })).toThrow();
});

test('a run that was made before there was a service is read', () => {
  const stored = { ...common, out: '/data/a', servers: '/data/mcp.json', serversHash: 'h' };
  expect(parseSpec(stored)).toEqual({
    ...common,
    ...{ out: '/data/a', servers: { file: '/data/mcp.json', hash: 'h' } },
  });
});
