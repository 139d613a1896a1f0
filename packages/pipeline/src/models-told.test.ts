import { expect, test } from 'vitest';
import { spentOf, stageModels } from './models-told.ts';

const prompt = (name: string, version = 1) => ({ name, version, hash: `${name}${version}` });

test('models stand by stage and name, each prompt once, whatever the order of the calls', () => {
  const calls = [
    { stage: 'solve', model: 'b', prompt: prompt('solve') },
    { stage: 'write', model: 'b', prompt: prompt('write', 2) },
    { stage: 'write', model: 'a', prompt: prompt('write') },
    { stage: 'write', model: 'b', prompt: prompt('repair') },
    { stage: 'write', model: 'b', prompt: prompt('write', 2) },
  ] as const;
  const told = [
    { stage: 'write', model: 'a', prompts: [prompt('write')] },
    { stage: 'write', model: 'b', prompts: [prompt('repair'), prompt('write', 2)] },
    { stage: 'solve', model: 'b', prompts: [prompt('solve')] },
  ];
  expect(stageModels(calls)).toEqual(told);
  expect(stageModels(calls.toReversed())).toEqual(told);
  expect(stageModels([])).toEqual([]);
});

test('a sum of which a part has no price is not known', () => {
  const usage = { input: 1, cached: 2, written: 3, output: 4 };
  const row = { stage: 'write', model: 'm', requests: 5, remembered: 6, dollars: 0.5 } as const;
  const spent = { ...row, ...usage, estimated: 0, unpriced: 0 };
  expect(spentOf(spent)).toEqual({ ...row, usage });
  expect(spentOf({ ...spent, unpriced: 1 })).toEqual({ ...row, usage, dollars: null });
  expect(spentOf({ ...spent, estimated: 5 })).toEqual({ ...row, usage, estimated: 5 });
});
