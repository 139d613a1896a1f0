import { expect, test } from 'vitest';
import { doubted, isDoubtable, type ToolOpinion } from './doubted.ts';
import { whyOf } from './reason.ts';
import type { Qualification, ServerPolicy } from './tool.ts';

const kept: Qualification = {
  server: 'mail',
  tool: 'list_inbox',
  fingerprint: 'f0',
  kept: true,
  readOnly: true,
  reasons: ['its server says that it only reads'],
};
const dropped: Qualification = { ...kept, kept: false, reasons: ['mcp.json excludes it'] };
const policy: ServerPolicy = {
  ...{ server: 'mail', trust: 'annotations', workspace: false },
  ...{ include: [], exclude: [], seedValues: {} },
};
const opinion = (verdict: ToolOpinion['verdict'], reason: string): ToolOpinion => ({
  tool: 'mail/list_inbox',
  verdict,
  reason,
  model: 'some-model',
  prompt: { name: 'qualify', version: 1 },
});

test('a model can drop a tool, with its reason, its source and what the operator can do', () => {
  const result = doubted(kept, opinion('drop', 'needs a mailbox;\nof a user'));
  expect(result).toMatchObject({ kept: false, readOnly: true });
  expect(result.reasons).toEqual([
    'a model says: needs a mailbox, of a user (some-model, prompt qualify 1); if that is wrong, add "include": ["list_inbox"] to the "firefly" key of server "mail" in mcp.json',
  ]);
  expect(whyOf(result.reasons[0] ?? '')).toMatch(
    /^a model says: .*\(some-model, prompt qualify 1\)$/,
  );
});

test('what it would keep, and no opinion, change nothing; nothing comes back', () => {
  expect(doubted(kept, opinion('keep', ''))).toBe(kept);
  expect(doubted(kept, undefined)).toBe(kept);
  for (const verdict of ['keep', 'drop'] as const)
    expect(doubted(dropped, opinion(verdict, 'it is fine'))).toBe(dropped);
});

test('a model is not asked where the rules or the operator have decided', () => {
  expect(isDoubtable(kept, policy)).toBe(true);
  expect(isDoubtable(dropped, policy)).toBe(false);
  expect(isDoubtable(kept, { ...policy, include: ['list_inbox'] })).toBe(false);
});
