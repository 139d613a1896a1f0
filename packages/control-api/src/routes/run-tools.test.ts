import type { ToolGraph, ToolView } from '@firefly/contracts/control-api/tools';
import { type Tool, toolId } from '@firefly/domain/catalog/tool';
import type { Edge } from '@firefly/domain/tool-graph/edge';
import { aTool } from '@firefly/testing/builders/parts';
import fc from 'fast-check';
import { MultiDirectedGraph } from 'graphology';
import gexf from 'graphology-gexf';
import { expect, test } from 'vitest';
import { gexfOf } from '../gexf.ts';
import { aServiceRun, useServiceApi } from '../testing/service-api.ts';

const api = useServiceApi();

const find = aTool('geo', 'find_city', 'Finds a city.', { name: { type: 'string' } });
const far = aTool('maps', 'distance', 'How far.', { from: { type: 'string' } });
const write = aTool('maps', 'write', 'Writes.', {});
const edge: Edge = {
  ...{ from: toolId(find), fromPath: '/cities/*/name', to: toolId(far), toPath: '/from' },
  ...{ meaning: 'city', confidence: 'high', evidence: ['schema', 'executed'] },
};
const qualified = (tool: Tool, kept: boolean) => ({
  tool,
  qualification: {
    ...{ server: tool.server, tool: tool.name, fingerprint: tool.fingerprint },
    ...{ kept, readOnly: kept, reasons: [kept ? 'annotated read-only' : 'it may write'] },
  },
});

test('tools of a run with their qualification, page by page', async () => {
  const { db, ask } = api();
  await aServiceRun(db, 'tools');
  await db.tools.save('tools', [
    qualified(find, true),
    qualified(far, true),
    qualified(write, false),
  ]);
  interface Page {
    readonly items: ToolView[];
    readonly next: string | null;
  }
  const first = (await ask('GET', '/v1/runs/tools/tools?limit=2')).json as Page;
  expect(first.items.map(({ name }) => name)).toEqual(['find_city', 'distance']);
  const rest = (await ask('GET', `/v1/runs/tools/tools?limit=2&cursor=${first.next}`)).json as Page;
  expect(rest).toMatchObject({ items: [{ name: 'write' }], next: null });
  expect(rest.items[0]?.qualification).toEqual({
    ...{ kept: false, read_only: false, reasons: ['it may write'] },
  });
  expect((await ask('GET', '/v1/runs/none/tools')).status).toBe(404);
});

test('the graph of a run as JSON and as GEXF, by query or by Accept', async () => {
  const { db, ask } = api();
  await aServiceRun(db, 'graph');
  await db.tools.save('graph', [
    qualified(find, true),
    qualified(far, true),
    qualified(write, false),
  ]);
  await db.graph.saveEdges('graph', [edge]);
  const { json } = await ask('GET', '/v1/runs/graph/graph');
  const graph = json as ToolGraph;
  expect(graph.nodes.map(({ id }) => id)).toEqual(['geo/find_city', 'maps/distance']);
  expect(graph.edges).toEqual([
    {
      ...{ from: 'geo/find_city', from_path: '/cities/*/name', to: 'maps/distance' },
      ...{ to_path: '/from', meaning: 'city', confidence: 'high' },
      evidence: ['schema', 'executed'],
    },
  ]);
  const asked = await ask('GET', '/v1/runs/graph/graph?format=gexf');
  const accepted = await ask('GET', '/v1/runs/graph/graph', undefined, {
    accept: 'application/gexf+xml',
  });
  expect(asked.type).toContain('application/gexf+xml');
  expect(accepted.json).toBe(asked.json);
  const read = gexf.parse(MultiDirectedGraph, asked.json as string);
  expect([read.order, read.size]).toEqual([2, 1]);
  expect(read.mapNodes((_, { label }) => label)).toEqual(['geo/find_city', 'maps/distance']);
  expect(read.mapEdges((_, { confidence }) => confidence)).toEqual(['high']);
});

test('whatever a server calls its tools, GEXF stays one document that says the same', () => {
  const name = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
    fc.constantFrom(
      '"><script>alert(1)</script>',
      ']]>&amp;<!--',
      'a\'b"c&d<e',
      '\u0000\u0008\uFFFE',
    ),
  );
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 6 }), name, (names, word) => {
      const ids = names.map((each) => `s/${each}`);
      const edges = ids.map((from) => ({
        ...{ from, from_path: word, to: ids[0] ?? '', to_path: `/${word}`, meaning: word },
        ...{ confidence: 'low' as const, evidence: ['schema' as const] },
      }));
      const nodes = ids.map((id) => ({ id, server: 's', name: id.slice(2) }));
      const read = gexf.parse(MultiDirectedGraph, gexfOf({ nodes, edges }));
      expect([read.order, read.size]).toEqual([ids.length, ids.length]);
    }),
  );
});
