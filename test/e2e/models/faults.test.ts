import { runSummary } from '@firefly/pipeline/summary';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Asked as AskedRow, billOf, requestsIn } from '../../chaos/bill.ts';
import { idsOf } from '../bundle-of.ts';
import type { Place } from '../place.ts';
import { brain } from './brain.ts';
import { depotAndNotes } from './depot.ts';
import {
  moments,
  passing,
  refusal,
  refusedRequest,
  type Trouble,
  type Troubled,
  troubled,
} from './faults.ts';
import { type Asked, askedBy } from './request.ts';
import { installExample, type ScriptedPlace, scriptedPlace, someServers } from './scripted-run.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });
const options = ['--tasks', '3', '--concurrency', '4'];
const stages = ['qualify', 'link', 'explore', 'write', 'judge', 'closed', 'solve'] as const;
let calm: ScriptedPlace;
let ids: string[];

beforeAll(async () => {
  await installExample();
  calm = await scriptedPlace();
  const end = await calm.run(await depotAndNotes(calm.place), 'one', ...options);
  expect(end, end.err).toMatchObject({ code: 0 });
  ids = await idsOf(calm.place.at('one'));
});
afterAll(() => calm?.close());

/** A run to which these things happen, each in every stage, and what came of it. */
async function underTrouble<T>(
  trouble: Trouble,
  look: (place: ScriptedPlace, out: string) => Promise<T>,
  serve: (place: Place) => Promise<string> = depotAndNotes,
): Promise<T> {
  const { reply, happened }: Troubled = troubled(brain, trouble);
  const scripted = await scriptedPlace(reply, { FIREFLY_MODEL_DEADLINE_SECONDS: '3' });
  try {
    const end = await scripted.run(await serve(scripted.place), 'one', ...options);
    expect(end, end.err).toMatchObject({ code: 0 });
    expect(await scripted.place.run('verify', 'one')).toMatchObject({ code: 0, err: '' });
    const meant = stages.flatMap((stage) =>
      Object.keys(trouble.of(stage)).map((name) => `${stage}: ${name}`),
    );
    expect(happened.toSorted()).toEqual(meant.toSorted());
    return await look(scripted, end.out);
  } finally {
    await scripted.close();
  }
}

/** Requests that stages ask where they ask little, and how much of the trouble each must take. */
const few: Partial<Record<Asked, number>> = { qualify: 4, link: 2, write: 4, judge: 4, closed: 4 };

test('what passes changes nothing and is paid for once, in whichever stage it happens', async () => {
  const trouble = { of: () => passing, inARow: (stage: Asked) => few[stage] ?? 1 };
  await underTrouble(trouble, async ({ place, manifest, api }) => {
    expect(await idsOf(place.at('one'))).toEqual(ids);
    const { not_reproducible_because: reasons } = await calm.manifest('one');
    expect((await manifest('one')).not_reproducible_because).toEqual(reasons);
    const rows: AskedRow[] = await requestsIn(place.dataDir);
    expect(billOf(rows, api.counts(), []).wasted).toEqual([]);
  });
});

test('a bad moment of the model is asked about once more, in whichever stage it has one', async () => {
  const trouble = { of: () => moments, inARow: () => 2, each: 'conversation' } as const;
  await underTrouble(trouble, async (_, out) => {
    expect(JSON.parse(out).accepted).toBeGreaterThanOrEqual(2);
  });
});

// Before a model has said anything, a request that is refused is taken for a wrong key or name.
test.each([
  ['a model', refusal, () => true, 'the model refused'],
  ['a provider', refusedRequest, (stage: Asked) => stage !== 'qualify', 'not to our liking'],
] as const)(
  'what %s refuses is told, in whichever stage, and the run goes on',
  async (_, refused, where, said) => {
    const of = (stage: Asked) => (where(stage) ? { refused } : {});
    const look = async (_: ScriptedPlace, out: string) => {
      const summary = runSummary.loose().parse(JSON.parse(out));
      expect(JSON.stringify([summary.explorations, summary.drafts])).toContain(said);
      expect(summary.accepted).toBeGreaterThan(0);
    };
    // What is given up is not explored again: here there is enough besides.
    const serve = (place: Place) => someServers(place, 'files', 'notes');
    await underTrouble({ of, each: 'conversation' }, look, serve);
  },
);

test('a key that is refused in any stage has the run wait, and nothing is lost for it', async () => {
  const refusals: [Asked, number, string][] = [
    ['qualify', 400, 'the model is none'],
    ...stages.map((stage): [Asked, number, string] => [stage, 401, 'invalid x-api-key']),
  ];
  const scripted = await scriptedPlace((request) => {
    const [stage, status = 0, message = ''] = refusals[0] ?? [];
    return askedBy(request) === stage ? { status, message } : brain(request);
  });
  try {
    const servers = await depotAndNotes(scripted.place);
    const run = () => scripted.run(servers, 'one', ...options);
    for (; refusals.length > 0; refusals.shift()) {
      const [[stage, status, message] = []] = refusals;
      const held = await run();
      expect(held, `${stage}: ${held.err}`).toMatchObject({ code: 1, out: '' });
      expect(held.err).toContain(`status ${status}: ${message}`);
      expect(held.err).toContain('the same command goes on from here.');
    }
    const end = await run();
    expect(end, end.err).toMatchObject({ code: 0 });
    expect(await scripted.place.run('verify', 'one')).toMatchObject({ code: 0 });
    expect(await idsOf(scripted.place.at('one'))).toEqual(ids);
  } finally {
    await scripted.close();
  }
});
