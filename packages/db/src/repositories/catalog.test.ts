import type { Qualification, Tool } from '@firefly/domain/catalog/tool';
import type { Edge } from '@firefly/domain/tool-graph/edge';
import { expect, test } from 'vitest';
import { twice, useRun } from '../testing/run.ts';

const { database, runId } = useRun();

const tool = (server: string, name: string, description = 'Finds places.'): Tool => ({
  ...{ server, name, description, fingerprint: 'f'.repeat(32) },
  inputSchema: { type: 'object', properties: { zip: {}, area: {} } },
});
const qualification = ({ server, name, fingerprint }: Tool): Qualification => ({
  ...{ server, fingerprint, tool: name },
  ...{ kept: true, readOnly: true, reasons: ['annotated read-only'] },
});
const row = (made: Tool) => ({ tool: made, qualification: qualification(made) });

test('servers keep their policy and get one ending', async () => {
  const { servers } = database();
  await servers.add(runId(), [{ name: 'maps', policy: { trust: 'names' } }]);
  await servers.add(runId(), [
    { name: 'maps', policy: { trust: 'annotations' } },
    { name: 'Geo', policy: {} },
    { name: 'calc', policy: {} },
  ]);
  await twice(() => servers.listed(runId(), 'maps', { version: '1' }, 12.5));
  await twice(() => servers.dropped(runId(), 'calc', 'no answer', 7));
  const rest = { reason: null, info: null, durationMs: null };
  expect(await servers.list(runId())).toEqual([
    { ...rest, name: 'Geo', policy: {}, status: 'pending' },
    { ...rest, name: 'calc', policy: {}, status: 'dropped', reason: 'no answer', durationMs: 7 },
    {
      ...rest,
      ...{ name: 'maps', policy: { trust: 'names' }, status: 'listed' },
      ...{ info: { version: '1' }, durationMs: 12.5 },
    },
  ]);
});

test('tools come by server and name, as they were saved last', async () => {
  const { tools } = database();
  const odd = tool('geo', 'with\u0000nul');
  await twice(() => tools.save(runId(), [row(tool('maps', 'b')), row(tool('geo', 'z')), row(odd)]));
  await tools.save(runId(), [row(tool('maps', 'b', 'Changed.')), row(tool('maps', 'B'))]);
  expect(await tools.list(runId())).toEqual([
    row(odd),
    row(tool('geo', 'z')),
    row(tool('maps', 'B')),
    row(tool('maps', 'b', 'Changed.')),
  ]);
});

test('edges between the same ends are one, in one order', async () => {
  const { graph } = database();
  const edge = (fromPath: string, to: string, confidence: Edge['confidence']): Edge => ({
    ...{ from: 'geo/find', fromPath, to, toPath: '/q' },
    ...{ meaning: 'city', confidence, evidence: ['schema'] },
  });
  const long = `/${'deep/'.repeat(2_000)}`;
  await twice(() =>
    graph.saveEdges(runId(), [
      edge('/b', 'x/y', 'low'),
      edge('/b', 'x/y', 'medium'),
      edge(long, 'x/y', 'low'),
      edge('/a\u0000', 'x/y', 'low'),
    ]),
  );
  await graph.saveEdges(runId(), [edge('/b', 'x/y', 'high')]);
  await graph.saveEdges(runId(), []);
  expect(await graph.edges(runId())).toEqual([
    edge('/a\u0000', 'x/y', 'low'),
    edge('/b', 'x/y', 'high'),
    edge(long, 'x/y', 'low'),
  ]);
});
