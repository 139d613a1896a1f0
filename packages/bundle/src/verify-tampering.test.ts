import { join } from 'node:path';
import { splitOf } from '@firefly/domain/dataset/split';
import type { Task } from '@firefly/domain/dataset/task';
import { taskId } from '@firefly/domain/identity';
import { signatureOf } from '@firefly/domain/synthesis/signature';
import { afterAll, expect, test } from 'vitest';
import { testEvaluator } from './testing/evaluator.ts';
import { rowsFor, sampleMeta, sampleTasks, tempFolder } from './testing/sample-bundle.ts';
import { spanOf } from './testing/sample-tasks.ts';
import { sampleToolRows } from './testing/sample-tools.ts';
import { verifyBundle } from './verify.ts';
import { type BundleInput, writeBundle } from './writer.ts';

type Draft = { -readonly [K in keyof Task]: Task[K] };
// One for all: a thread takes longer to start than a small bundle to verify.
const evaluate = testEvaluator();
afterAll(() => evaluate.close());
const [distance, boats] = sampleTasks;
if (!distance || !boats) throw new Error('no samples');

/** A forger's task: changed, and all that is computed of it made again, so that the change itself must be found. */
function forged(task: Task, change: (copy: Draft) => void): Task {
  const copy: Draft = structuredClone(task);
  change(copy);
  const id = taskId(copy);
  const signature = signatureOf(copy.calls, copy.fields, copy.flows);
  return { ...copy, id, split: splitOf(id), signature };
}

const edit = (task: Task, from: string, to: string): Task => {
  const text = JSON.stringify(task);
  if (!text.includes(from)) throw new Error(`${from} does not stand in the task`);
  return forged(JSON.parse(text.replace(from, () => to)), () => {});
};

const one = (task: Task): BundleInput => rowsFor([task]);

const cases: readonly [name: string, rows: BundleInput, place: RegExp][] = [
  ['id', one({ ...boats, id: 'a'.repeat(32) }), /tasks\.jsonl \/id is not the hash/],
  ['answer', one(edit(boats, '"seats":26', '"seats":27')), /\/answer\/seats is 27; .* gives 26/],
  ['answer, missing', one(edit(boats, ',"seats":26}', '}')), /\/answer lacks the field seats/],
  ['answer, one more', one(edit(boats, '"seats":26', '"seats":26,"x":1')), /\/answer\/x no field/],
  ['kind', one(edit(boats, '"kind":"list"', '"kind":"scalar"')), /\/fields\/0\/kind is scalar/],
  [
    'compare, of other labels',
    one(edit(boats, '{"type":"set"}', '{"type":"set","of":{"type":"date"}}')),
    /\/fields\/0\/compare the label is not what date compares/,
  ],
  [
    'compare, of lists',
    one(edit(boats, '{"type":"exact"}', '{"type":"list"}')),
    /\/fields\/1\/compare list compares lists/,
  ],
  [
    'schema',
    one(edit(boats, '"seats":{"type":"number"}', '"seats":{"type":"string"}')),
    /answer_schema .*string/,
  ],
  [
    'schema, not strict',
    one(edit(boats, '"seats":{"type":"number"}', '"seats":{"typo":"number"}')),
    /answer_schema .*compile/,
  ],
  [
    'schema, pattern',
    one(edit(boats, '"items":{"type":"string"}', '"items":{"type":"string","pattern":"(a+)+$"}')),
    /answer_schema .*pattern/,
  ],
  [
    'source',
    one(edit(boats, '/boats/0/keeper', '/boats/7/keeper')),
    /\/fields\/0\/sources\/0 nothing/,
  ],
  [
    'observation',
    one(
      edit(
        boats,
        '"observation":{"boats":[{"name":"Aurora"',
        '"observation":{"boats":[{"name":"Borealis"',
      ),
    ),
    /\/calls\/0\/observation/,
  ],
  [
    'flow expression',
    one(edit(boats, '[c1.boats.name]', '[c1.boats.seats]')),
    /\/flows\/0\/expression gives \[12,14\]/,
  ],
  [
    'position',
    one(edit(boats, '$sum(c1.boats.seats)', 'c1.boats[1].seats')),
    /\/fields\/1\/expression picks by position, \[1\]/,
  ],
  [
    'flow that reads its own call',
    one(edit(boats, '[c1.boats.name]', '[c2.boats.keeper]')),
    /\/flows\/0\/expression/,
  ],
  [
    'flow source',
    one(edit(distance, '/cities/1/latitude', '/cities/0/latitude')),
    /\/flows\/0\/from_pointer/,
  ],
  [
    'flow conversion',
    one(edit(distance, ',"convert":"number"', '')),
    /\/flows\/0\/expression gives "45.7485"/,
  ],
  ['flow direction', one(edit(boats, '"from":"c1"', '"from":"c2"')), /\/flows\/0 does not lead/],
  [
    'binding span',
    one(edit(boats, `[${spanOf(boats.prompt, 'Riga')}]`, '[0,4]')),
    /\/bindings\/0\/span lowercase gives "who " there, not "riga"/,
  ],
  [
    'binding beyond the prompt',
    one(edit(boats, `[${spanOf(boats.prompt, 'Riga')}]`, '[900,904]')),
    /\/bindings\/0\/span/,
  ],
  [
    'binding of nothing',
    one(edit(boats, '"pointer":"/city"', '"pointer":"/town"')),
    /\/bindings\/0 no argument/,
  ],
  [
    'literal that is not there',
    one(edit(distance, '"in":"/flows/0/expression"', '"in":"/flows/2/expression"')),
    /\/bindings\/2\/in "Lyon" is no literal/,
  ],
  [
    'argument without account',
    one(
      forged(boats, (t) => {
        t.bindings = [];
      }),
    ),
    /\/calls\/0\/arguments\/city "riga" comes from no/,
  ],
  [
    'constant',
    one(edit(distance, '"unit":"km"', '"unit":"mi"')),
    /\/calls\/2\/arguments\/unit "mi" comes from no/,
  ],
  [
    'empty argument',
    one(edit(boats, '{"city":"riga"}', '{"city":"riga","tags":[]}')),
    /\/calls\/0\/arguments\/tags/,
  ],
  [
    'open key',
    one(edit(boats, '{"city":"riga"}', '{"city":"riga","Riga":"riga"}')),
    /\/calls\/0\/arguments\/Riga .*input schema does not name/,
  ],
  [
    'literal without account',
    one(
      forged(distance, (t) => {
        t.bindings = t.bindings.slice(0, -1);
      }),
    ),
    /\/flows\/3\/expression the literal "Italy" has no/,
  ],
  [
    'words that say the opposite',
    one(
      forged(boats, (t) => {
        t.prompt = t.prompt.replace(
          'how many seats are there in all of them',
          'what is the average number of seats',
        );
      }),
    ),
    /\/prompt the prompt asks for an average, field "seats" is a total/,
  ],
  ['state key', one(edit(boats, '"state_key":null', '"state_key":"x"')), /\/calls\/0\/state_key/],
  [
    'needed tools',
    one(edit(boats, '"needed_tools":["harbour/list_boats",', '"needed_tools":[')),
    /\/needed_tools/,
  ],
  [
    'offered tools',
    one(edit(boats, '"offered_tools":["harbour/list_boats",', '"offered_tools":[')),
    /\/offered_tools lack the needed/,
  ],
  [
    'unknown offer',
    one(
      edit(
        boats,
        '"harbour/open_boats","geometry/distance"',
        '"harbour/open_boats","geometry/area"',
      ),
    ),
    /\/offered_tools\/2 geometry\/area is not/,
  ],
  [
    'servers',
    one(edit(boats, '"servers":["harbour"]', '"servers":["harbour","places"]')),
    /\/servers/,
  ],
  ['split', one({ ...boats, split: 'train' }), /\/split is train; the id says test/],
  ['signature', one({ ...boats, signature: 'rare' }), /\/signature is not that/],
  [
    'template',
    one(edit(boats, 'they have {seats} seats', 'they have seats')),
    /\/answer_template has places for keepers, the fields are keepers,seats/,
  ],
  [
    'a check left out',
    one(edit(boats, '{"name":"homonym","passed":true,"evidence":"all"},', '')),
    /\/verdict\/checks are not, in this order, well-formed/,
  ],
  ['replay', one(edit(boats, '"replay":true', '"replay":false')), /\/solve\/replay/],
  ['check', one(edit(boats, '"passed":true', '"passed":false')), /\/verdict\/checks\/0/],
  ['twice', rowsFor([boats, boats]), /tasks\.jsonl \/id this task stands twice/],
  ['no recording', { ...one(boats), recordings: [] }, /\/calls\/0 no recording/],
  [
    'other recording',
    {
      ...one(boats),
      recordings: rowsFor([edit(boats, '\\"seats\\":12', '\\"seats\\":13')]).recordings,
    },
    /\/calls\/0\/result differs/,
  ],
  [
    'split of a recording',
    { ...one(boats), recordings: rowsFor([{ ...boats, split: 'train' }]).recordings },
    /recordings\.jsonl line 1 splits are \[train\]/,
  ],
  [
    'no trajectory',
    { ...one(boats), trajectories: [] },
    /trajectories\.jsonl .*no golden trajectory/,
  ],
  [
    'foreign trajectory',
    { ...one(boats), trajectories: rowsFor(sampleTasks).trajectories },
    /trajectories\.jsonl line 1 its task is not/,
  ],
  [
    'missing tool',
    { ...one(boats), tools: sampleToolRows.slice(0, 2) },
    /\/calls\/1\/tool harbour\/open_boats is not/,
  ],
  [
    'tool',
    {
      ...one(boats),
      tools: sampleToolRows.map((t) => ({ ...t, description: `${t.description}!` })),
    },
    /tools\.jsonl line 1 the fingerprint/,
  ],
];

const messages = [
  ['prompt', 'Riga', 'Rige', '/messages/0 is not the prompt'],
  ['arguments', '"city":"riga"', '"city":"rige"', '/messages/1 is not the call c1'],
  ['model view', 'Aurora', 'Aurore', '/messages/2 is not the model view'],
  ['submitted answer', '"seats":26', '"seats":62', '/messages/5 is not the submitted answer'],
] as const;

async function mismatchesOf(rows: BundleInput): Promise<string> {
  await using folder = await tempFolder();
  const dir = join(folder.path, 'bundle');
  await writeBundle(dir, rows, sampleMeta);
  const { mismatches } = await verifyBundle(dir, { evaluate });
  return mismatches.map((m) => `${m.file} ${m.place} ${m.message}`).join('\n');
}

test.for(cases)('tampering is named: %s', async ([, rows, place]) => {
  expect(await mismatchesOf(rows)).toMatch(place);
});

test.for(messages)('a changed trajectory is named: %s', async ([, from, to, message]) => {
  const rows = one(boats);
  const [row] = rows.trajectories as readonly object[];
  const trajectories = [JSON.parse(JSON.stringify(row).replace(from, to))];
  expect(await mismatchesOf({ ...rows, trajectories })).toContain(message);
});

test.for([
  [boats, '{"type":"set"}', '{"type":"set","of":{"type":"text"}}'],
  [boats, '{"type":"set"}', '{"type":"list"}'],
  [boats, '{"type":"set"}', '{"type":"text"}'],
  [distance, '"relative":0.001', '"relative":0.001,"absolute":2'],
] as const)('another way to compare is no tampering: %#', async ([task, from, to]) => {
  expect(await mismatchesOf(one(edit(task, from, to)))).toBe('');
});
