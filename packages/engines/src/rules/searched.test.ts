import { layOut } from '@firefly/domain/synthesis/prompt';
import { makeEvaluator } from '@firefly/expressions/evaluator';
import { afterAll, expect, test } from 'vitest';
import { chain } from './frames/chain.ts';
import { comparison } from './frames/comparison.ts';
import { document } from './frames/document.ts';
import { extreme } from './frames/extreme.ts';
import { members } from './frames/members.ts';
import { total } from './frames/total.ts';
import { menu, town } from './testing/notes.ts';
import { paper } from './testing/papers.ts';
import { faultsOf, madeOf } from './testing/sound.ts';
import { anEdge, aPlan, explore, proposalsOf, READ, reasons, sayings } from './testing/world.ts';

const evaluator = makeEvaluator({ timeoutMs: 5_000, maxOldGenerationMb: 64 });
afterAll(() => evaluator.close());

const edge = anEdge('files/search', '', READ, '/path', 'path');
const aSearch = (word: string, observation: string | string[]) => ({
  tool: 'files/search',
  arguments: { path: '/town', pattern: `**/*${word}*` },
  observation,
});
const forCafes = aSearch('cafes', '/town/cafes.json');
const contract = paper('/town/docs/crate-contract.md');
const forContract = aSearch('contract', ['/town/docs/crate-contract.md']);
const world = [...town, contract, forCafes, forContract];
const searching = (call: typeof forCafes, word: string, over: Parameters<typeof aPlan>[1]) =>
  aPlan(call, { ...over, search: { word, folder: '/town', edge } });
const inCafes = (over: Parameters<typeof aPlan>[1]) =>
  searching(forCafes, 'cafes', { menu, ...over });
const LEAD = 'Find the one file under /town that has "cafes" in its name. ';

test.each([
  [
    extreme,
    { pick: 'extreme' },
    'Of the cafes in it, which one has the most seats, and who is its manager?',
  ],
  [
    comparison,
    { pick: 'none' },
    'Which of the cafes Blue Door and Mill Lane in it has more seats, and how many more?',
  ],
  [
    members,
    { pick: 'none' },
    'Which cafes in it have "dark" as their roast, and how many are there?',
  ],
  [
    chain,
    { pick: 'named', hops: 1 },
    "What is the country of the cafe Tin Cup in it, and what is this country's currency?",
  ],
  [
    chain,
    { pick: 'extreme', hops: 1 },
    'Who is the manager of the cafe with the most seats in it, and what do the notes in the knowledge base say about this manager?',
  ],
] as const)('%o asks about the file that was found', (frame, over, question) => {
  expect(sayings(frame, inCafes(over), world)).toContain(`${LEAD}${question}`);
});

test('totals and documents too', () => {
  expect(sayings(total, inCafes({ pick: 'none' }), world)[0]).toMatch(
    /^Find the one .* of the cafes in it, and .* do they have on average\?$|^Find the one .* do the cafes in it have in total, and /,
  );
  expect(
    sayings(document, searching(forContract, 'contract', { pick: 'document' }), world),
  ).toContain(
    'Find the one file under /town that has "contract" in its name. According to it, what are the contract number and the price per crate in EUR?',
  );
});

test('the pattern is bound to the word, the path flows from the search', () => {
  const [made] = proposalsOf(
    document,
    searching(forContract, 'contract', { pick: 'document' }),
    world,
  );
  expect(made?.flows).toEqual([
    { from: 'c1', expression: '$join($$.c1)', fromPointer: '/0', to: 'c2', toPointer: '/path' },
  ]);
  const { prompt, placed } = layOut(made?.prompt ?? []);
  const glob = placed.find((part) => part.normalizer === 'contains-glob');
  expect(glob).toMatchObject({ value: '**/*contract*' });
  expect(prompt.slice(...(glob?.span ?? [0, 0]))).toBe('contract');
});

test('what is asked evaluates, and every argument comes from somewhere', async () => {
  const plans = [
    inCafes({ pick: 'extreme', hops: 1 }),
    inCafes({ pick: 'none' }),
    searching(forContract, 'contract', { pick: 'document' }),
  ];
  const made = plans.flatMap((plan) => madeOf(plan, world));
  expect(made.length).toBeGreaterThan(4);
  const faults = await Promise.all(made.map((each) => faultsOf(each, evaluator)));
  expect(faults.flat()).toEqual([]);
});

test('a search that finds several files leads nowhere', () => {
  const several = aSearch('cafes', ['/town/cafes.json', '/town/old-cafes.json']);
  const plan = searching(several, 'cafes', { pick: 'none' });
  expect(explore(plan, [several, ...town])).toHaveLength(1);
  expect(reasons(total, plan, [several, ...town])).toEqual([]);
});
