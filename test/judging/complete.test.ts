import type { TaskDraft } from '@firefly/domain/dataset/task';
import type { Json } from '@firefly/domain/json';
import { complete } from '@firefly/domain/judging/complete';
import { signInProse } from '@firefly/domain/judging/signs-of-more';
import { aCatalog, aTool } from '@firefly/testing/builders/parts';
import { aTaskDraft, findPerson, readShops, shops } from '@firefly/testing/builders/task';
import { expect, test } from 'vitest';
import { broken, observing } from './broken.ts';
import { judging } from './kit.ts';

const { passes, fails } = judging();
const rows = shops as Json[];

/** The draft over `{shops: [...], ...}`, its total in the second field. */
const wrapped = (beside: Record<string, Json>, expression = '$sum(c1.shops.rent_eur)'): TaskDraft =>
  observing(
    0,
    { shops: rows, ...beside },
    broken({
      '/fields/0/expression': 'c2.name',
      '/fields/1/expression': expression,
      '/flows': [],
    }),
  );

test('complete: a list below the default limit passes', async () => {
  expect(await passes(complete, aTaskDraft())).toContain('2 arrays');
});

test.each([
  ['an argument', { '/calls/0/arguments/limit': 4 }, {}],
  ['a default', {}, { path: { type: 'string' }, per_page: { type: 'integer', default: 4 } }],
  [
    'a description',
    {},
    {
      path: { type: 'string' },
      max: { type: 'integer', description: 'Optional (default: 4)', default: 0 },
    },
  ],
])('complete: a length equal to the limit of %s fails', async (_, edits, parameters) => {
  const own = Object.keys(parameters).length > 0;
  const tool = own ? aTool('files', 'read_shops', 'Reads shops.', parameters) : readShops;
  const changed = broken({ ...edits, '/calls/0/fingerprint': tool.fingerprint });
  const evidence = await fails(complete, changed, { tools: aCatalog(tool, findPerson) });
  expect(evidence).toContain('has 4 elements, which is a limit');
});

test.each([
  [{ total: 9 }],
  [{ total_count: '12' }],
  [{ nextCursor: 'abc' }],
  [{ hasMore: true }],
  [{ truncated: true }],
  [{ pagination: { has_next_page: false, total: 40 } }],
  [{ note: 'Showing 4 of 9 shops' }],
  [{ note: `${'Shops of the region. '.repeat(900)} Showing 1-4 of 9.` }],
  [{ total_pages: 3 }],
  [{ totalPages: '3' }],
  [{ pages: 2 }],
  [{ totalElements: 120 }],
  [{ num_found: 120 }],
  [{ total_shops: 120 }],
  [{ total: { value: 120, relation: 'eq' } }],
  [{ remaining: 8 }],
  [{ links: { self: '/shops', next: '/shops?page=2' } }],
  [{ _links: { next: { href: '/shops?page=2' } } }],
  [{ links: [{ rel: 'next', href: '/shops?page=2' }] }],
  [{ next: { page: 2 } }],
  [{ response_metadata: { next_cursor: 'dXNlcj' } }],
  [{ '@odata.nextLink': 'https://example.org/shops?skip=4' }],
  [{ isLastPage: false }],
  [{ partial: true }],
])('complete: a sign of more fails: %o', async (beside) => {
  expect(await fails(complete, wrapped(beside))).toContain('has 4 elements, but');
});

test.each([
  [{ total: 4 }],
  [{ nextCursor: null }],
  [{ hasMore: false, truncated: false }],
  [{ page: 1 }],
  [{ total_pages: 1, remaining: 0, isLastPage: true, partial: false }],
  [{ total: { value: 4 }, total_rent_eur: 14210 }],
  [{ links: { self: '/shops', next: null }, next: {}, response_metadata: { next_cursor: '' } }],
  [{ note: 'Showing 1-4 of 4 shops on page 1 of 1' }],
])('complete: no sign of more passes: %o', async (beside) => {
  await passes(complete, wrapped(beside));
});

test.each([
  ['$count(c1.shops)'],
  ['$average(c1.shops[country="IT"].rent_eur)'],
  ['c1.shops[rent_eur=$max($$.c1.shops.rent_eur)].name'],
  ['[c1.shops[country="IT"].name]'],
  ['$join(c1.shops.name)'],
  ['$not(c1.shops.closed)'],
  ['$boolean(c1.shops.rent_eur)'],
  ['"Basel" in c1.shops.city'],
  ['c2.name[$ in $$.c1.shops.manager]'],
  ['c1.shops.city = "Basel"'],
])('complete: %s needs the whole', async (expression) => {
  const list = expression.startsWith('[') ? 'list' : 'scalar';
  await fails(complete, broken({ '/fields/1/kind': list }, wrapped({ total: 9 }, expression)));
});

test('complete: one element by its name does not need the whole', async () => {
  await passes(complete, wrapped({ total: 9 }, "c1.shops[name='Quai Nine'].rent_eur"));
});

test('complete: an element picked by what another was picked for does not need the whole', async () => {
  const chosen = "c1.shops[manager=$$.c1.shops[name='Quai Nine'].manager].rent_eur";
  await passes(complete, wrapped({ total: 9 }, chosen));
});

test('complete: a list inside an element counts for itself', async () => {
  const tagged = (more: boolean) =>
    observing(
      0,
      { total: 9, shops: rows.map((row) => ({ ...(row as object), tags: ['a'], has_more: more })) },
      wrapped({}, "c1.shops[name='Quai Nine' and 'a' in tags].rent_eur"),
    );
  await fails(complete, tagged(true));
  await passes(complete, tagged(false));
});

test('complete: prose beside structured content is read', async () => {
  const draft = wrapped({});
  const told = (text: string) =>
    broken(
      {
        '/calls/0/result': {
          content: [{ type: 'text', text }],
          structuredContent: draft.calls[0]?.observation ?? null,
        },
      },
      draft,
    );
  expect(await fails(complete, told('Showing 4 of 120 shops.'))).toContain('4 of 120');
  await passes(complete, told('Showing 4 of 4 shops.'));
});

test('complete: a long text of many starts is read at once', () => {
  expect(signInProse('showing 1 '.repeat(200_000), 4)).toBeNull();
});

test('complete: what the model view cuts fails', async () => {
  const long = rows.map((row) => ({ ...(row as object), note: 'x '.repeat(3_000) }));
  expect(await fails(complete, observing(0, long))).toContain('is cut in the model view');
});

test('complete: a cap that recordings show fails', async () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ manager: `M ${at}`, rent_eur: 1000 + at }));
  const recorded = (...lengths: number[]) => ({
    recordings: () =>
      lengths.map((length, at) => ({ arguments: { path: `p${at}` }, observation: many(length) })),
  });
  const draft = observing(0, many(20));
  expect(await fails(complete, draft, recorded(20, 7))).toContain('the server may stop there');
  await passes(complete, draft, recorded(23, 20));
  await passes(complete, draft, recorded(7, 9));
});

test('complete: a cap at a length that is not round takes three recordings to show', async () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ manager: `M ${at}`, rent_eur: 1000 + at }));
  const recorded = (...lengths: number[]) => ({
    recordings: () =>
      lengths.map((length, at) => ({ arguments: { path: `p${at}` }, observation: many(length) })),
  });
  for (const cap of [23, 3]) {
    const draft = observing(0, many(cap));
    const evidence = await fails(complete, draft, recorded(cap, 1, cap));
    expect(evidence).toContain('the server may stop there');
    await passes(complete, draft, recorded(cap, 1));
    await passes(complete, draft, recorded(cap, cap, cap + 1));
    // Twice the same request is one recording.
    await passes(complete, draft, {
      recordings: () => [...recorded(cap).recordings(), ...draft.calls],
    });
  }
});

test('complete: lists inside of records are alike by chance, unless they are long', async () => {
  const town = (posts: number) => [
    { manager: 'M', rent_eur: 1, posts: Array.from({ length: posts }, (_, at) => `P ${at}`) },
  ];
  const listing = (posts: number): Promise<string> => {
    const edits = { '/fields/0/expression': '[$$.c1[rent_eur=1].posts]', '/fields/0/kind': 'list' };
    const recordings = () =>
      [1, 2].map((at) => ({ arguments: { path: `p${at}` }, observation: town(posts) }));
    const draft = broken(
      { ...edits, '/fields/1/expression': 'c2.joined', '/flows': [] },
      observing(0, town(posts)),
    );
    return (posts < 5 ? passes : fails)(complete, draft, { recordings });
  };
  await listing(2);
  expect(await listing(7)).toContain('has 7 elements, as the longest');
});
