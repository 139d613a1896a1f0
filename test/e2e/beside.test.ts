import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { tasksOf } from './bundle-of.ts';
import { recompute } from './independent.ts';
import { makePlace, type Place } from './place.ts';
import { ATLAS } from './servers-file.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });
const FOLDER = 'Winter';
let place: Place;
let tasks: Awaited<ReturnType<typeof tasksOf>>;

beforeAll(async () => {
  place = await makePlace({ ATLAS_LICENCE: 'lantern-oil-4711-xyz' });
  await place.serve('mcp.json', {
    atlas: ATLAS,
    repairs: { fixture: 'repairs', options: { seedValues: { folder: [FOLDER] } } },
  });
  const ended = await place.run(
    ...['run', '--servers', place.at('mcp.json'), '--out', place.at('out'), '--tasks', '24'],
  );
  expect(ended, ended.err).toMatchObject({ code: 0 });
  tasks = await tasksOf(place.at('out'));
});
afterAll(() => place?.close());

const callsOfLog = () =>
  tasks.flatMap((task) =>
    task.calls.filter((call) => call.tool === 'read_log').map((call) => ({ task, call })),
  );

test('every call of the log says in which folder, and so does the prompt', () => {
  expect(callsOfLog()).not.toEqual([]);
  for (const { task, call } of callsOfLog()) {
    expect(call.arguments.folder).toBe(FOLDER);
    expect(task.prompt).toContain(`in the folder ${FOLDER}`);
  }
});

test("an author's repairs are asked for by the author in the prompt, and by one found on the way", () => {
  const byAuthor = callsOfLog().filter(({ call }) => call.arguments.author !== undefined);
  const flowing = byAuthor.filter(({ task, call }) =>
    task.flows.some((flow) => flow.to === call.id && flow.to_pointer === '/author'),
  );
  expect(byAuthor.length).toBeGreaterThan(flowing.length);
  expect(flowing).not.toEqual([]);
  // Whoever keeps a harbour has mended nothing, though some keepers have.
  for (const { task } of flowing) expect(task.servers).toEqual(['repairs']);
});

test('of ten repairs nobody says which is the last: there may be more', () => {
  for (const task of tasks)
    for (const { expression } of task.fields)
      if (/\$(max|min|count)\(/.test(expression))
        for (const call of task.calls)
          if (call.tool === 'read_log' && expression.includes(`${call.id}.repairs`))
            expect(call.arguments.author, task.prompt).toBeDefined();
});

test('a repair is shown by its hash, which nobody sees', () => {
  const shown = tasks.filter((task) => task.calls.some((call) => call.tool === 'show'));
  expect(shown).not.toEqual([]);
  for (const task of shown) {
    const hash = task.calls.find((call) => call.tool === 'show')?.arguments.hash;
    expect(task.prompt).not.toContain(hash);
    expect(Object.values(task.answer)).not.toContain(hash);
  }
});

test('whoever reads the format page recomputes the same', async () => {
  const { mismatches } = await recompute(place.at('out'));
  expect(mismatches).toEqual([]);
});
