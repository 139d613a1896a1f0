import { expect, test } from 'vitest';
import { rulesExplorer } from './explorer.ts';
import { countries } from './testing/notes.ts';
import { answerOf } from './testing/world.ts';

test('a trial calls what it lists, in order, whatever comes back', () => {
  const calls = countries.map(({ tool, arguments: args }) => ({ tool, arguments: args }));
  const plan = { kind: 'trial', calls } as const;
  const history = calls.map((call, at) => answerOf(at === 0 ? [] : countries, call));
  for (const [at, call] of calls.entries())
    expect(rulesExplorer.next(plan, history.slice(0, at))).toEqual({ call });
  expect(rulesExplorer.next(plan, history)).toEqual({ stop: 'complete' });
});
