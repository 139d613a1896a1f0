import { recordingOf } from '@firefly/bundle/testing/sample-bundle';
import { sampleToolRows } from '@firefly/bundle/testing/sample-tools';
import { canonicalJson, stateKey } from '@firefly/domain/identity';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boats, recorded } from '../testing/mcp-samples.ts';
import { ask, open, runningSimulator } from '../testing/running.ts';

const rowOf = (name: string) => {
  const row = sampleToolRows.find((one) => one.name === name);
  if (row === undefined) throw new Error(`no tool ${name}`);
  return row;
};
const paint = rowOf('paint_boat');
const list = rowOf('list_boats');
const after = (...names: string[]) =>
  stateKey(names.map((name) => ({ fingerprint: paint.fingerprint, arguments: { name } })));
const said = (text: string) => ({ content: [{ type: 'text', text }] });
const painted = (name: string, ...before: string[]) =>
  recorded(paint, { name }, 'result', said(`${name} is painted`), after(...before));
const listed = (...before: string[]) =>
  recorded(list, { city: 'riga' }, 'result', said(`painted: ${before}`), after(...before));

// Recorded in one order of the changes; Skua was never painted.
const rows = [
  ...[painted('Aurora'), listed('Aurora')],
  ...[painted('Petrel', 'Aurora'), listed('Aurora', 'Petrel'), painted('Aurora', 'Aurora')],
];
const task = { ...boats, offered_tools: [...boats.offered_tools, 'harbour/paint_boat'] };
const recordings = [...task.calls.map((call) => recordingOf(call, [])), ...rows];
const known = new Map(
  recordings.map(({ tool, arguments: args, state_key, id }) => [
    canonicalJson([tool, args, state_key]),
    id,
  ]),
);

test('whatever the order of calls, each is answered as it was recorded in the state reached', async () => {
  await using simulator = await runningSimulator([task], rows);
  const request = fc.oneof(
    fc.constantFrom('riga', 'Riga').map((city) => ({ tool: 'list_boats', arguments: { city } })),
    fc
      .constantFrom('Aurora', 'Petrel', 'Skua')
      .map((name) => ({ tool: 'paint_boat', arguments: { name } })),
  );
  let exact = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 6 }), async (asked) => {
      const token = await open(simulator.url, task.id);
      const calls = asked.map((one) => ({ server: 'harbour', ...one }));
      const url = `${simulator.url}/v1/sessions/${token}`;
      const { body } = await ask(`${url}/call`, 'POST', { calls });
      const changes: { fingerprint: string; arguments: (typeof asked)[number]['arguments'] }[] = [];
      const expected = asked.map(({ tool, arguments: args }) => {
        const recording = known.get(canonicalJson([tool, args, stateKey(changes)])) ?? null;
        if (tool === 'paint_boat')
          changes.push({ fingerprint: paint.fingerprint, arguments: args });
        return { tier: recording === null ? 'miss' : 'exact', recording };
      });
      const given = body.answers.map((one: { _meta: object }) => Object.values(one._meta)[0]);
      expect(given).toEqual(expected);
      exact += expected.filter(({ tier }) => tier === 'exact').length;
      await ask(url, 'DELETE');
    }),
    { numRuns: 200 },
  );
  // It was not all misses.
  expect(exact).toBeGreaterThan(50);
});
