import type { CommandSpec } from '@firefly/contracts/run-spec';
import type { RunSummary } from '@firefly/pipeline/summary';
import { expect, test } from 'vitest';
import { summaryText } from './summary-text.ts';

const spec: CommandSpec = {
  tasks: 20,
  seed: 7,
  engine: 'rules',
  out: '/data/boats',
  servers: { file: '/data/mcp.json', hash: 'h' },
  waves: 8,
  walks: 16,
};

const counted = (...whats: string[]) => whats.map((what, at) => ({ what, count: 9 - at }));

const summary: RunSummary = {
  servers: [
    {
      name: 'harbour',
      kept: true,
      reason: null,
      notes: [],
      tools: 4,
      toolsKept: ['list_boats', 'open_boats'],
      toolsDropped: [
        { tool: 'sink_boat', reasons: ['it changes things, here; or there'] },
        { tool: 'move_boat', reasons: ['it changes things, there; or here'] },
      ],
    },
    {
      name: 'gone',
      kept: false,
      reason: 'it did not start',
      notes: [],
      tools: 0,
      toolsKept: [],
      toolsDropped: [],
    },
  ],
  edges: { candidate: 12, executed: 5 },
  misses: null,
  calls: { made: 90, failed: 8, invalid: 0 },
  explorations: { planned: 30, complete: 21, stuck: counted('nothing to look up') },
  drafts: { written: 17, misfits: counted('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h') },
  judged: { passed: 13, rejected: counted('no-leak', 'homonym') },
  replayed: { passed: 12, failed: 1 },
  unwanted: 0,
  accepted: 11,
  stopped: null,
  signatures: 6,
  subDags: [
    {
      ...{ start: 'harbour/list_boats {}', tools: ['harbour/list_boats', 'harbour/open_boats'] },
      ...{ explorations: 3, accepted: 0, good: 0, reasons: counted('chain: too short') },
    },
    {
      ...{ start: 'harbour/open_boats {}', tools: ['harbour/open_boats'] },
      ...{ explorations: 1, accepted: 1, good: 1, reasons: [] },
    },
  ],
  timings: [
    { stage: 'link', jobs: 1, ms: 40 },
    { stage: 'explore', jobs: 30, ms: 65_432 },
  ],
  wallMs: 41_260,
};

const text = summaryText(summary, spec);

test.each([
  [
    'what came out, of how much, and where',
    '11 verified tasks of 6 signatures in /data/boats (asked for 20)',
  ],
  ['the kept tools of a server', 'harbour: 2 of 4 tools kept: list_boats, open_boats'],
  ['why a server was dropped', 'gone: dropped: it did not start'],
  ['how to change that', 'that: npm run firefly -- servers check /data/mcp.json'],
  ['the graph', '12 edges, 5 confirmed by execution'],
  ['calls', '90 made and recorded; 8 of them answered with an error or with nothing'],
  ['explorations', '21 of 30 explorations complete'],
  ['why explorations stuck', '9 × nothing to look up'],
  ['drafts', '17 drafts'],
  ['verdicts', '13 passed all checks'],
  ['why drafts were rejected', 'rejected by 9 × no-leak; 8 × homonym'],
  ['replay', '12 replayed exactly, 1 did not'],
  [
    'the time, the busiest stage first',
    '41.3 s in all; work by stage: explore 65.4 s (30), link 0.0 s (1)',
  ],
])('says %s', (_, words) => {
  expect(text).toContain(words);
});

test('tools dropped for one reason stand together, each reason at its own line', () => {
  const dropped = summaryText(
    {
      ...summary,
      servers: summary.servers.map((server) => ({
        ...server,
        toolsDropped: server.toolsDropped.map(({ tool }) => ({
          tool,
          reasons: ['it changes things; x'],
        })),
      })),
    },
    spec,
  );
  expect(dropped).toContain('    dropped sink_boat, move_boat: it changes things\n');
  expect(text).toContain('    dropped sink_boat: it changes things, here\n');
});

test('of many reasons the first are shown and the rest is counted', () => {
  expect(text).toContain('4 × f; 2 other reasons');
  expect(text).not.toContain('3 × g');
});

test('a run that fell short names what was explored in vain, and why; another does not', () => {
  expect(text).toContain(
    `What was explored without a task (1 of 2 sub-DAGs)
  harbour/list_boats {} -> harbour/open_boats (3 explorations)
    9 × chain: too short
`,
  );
  expect(summaryText(summary, { ...spec, tasks: 11 })).not.toContain('without a task');
});

test('what servers say cannot command the terminal', () => {
  const nasty = '\u001b]0;x\u0007\u009b\u2066\nforged';
  const [kept, gone] = summary.servers;
  if (kept === undefined || gone === undefined) throw new Error('the sample has two servers');
  const toolsDropped = [{ tool: nasty, reasons: [nasty] }];
  const shown = summaryText(
    {
      ...summary,
      servers: [
        { ...kept, name: nasty, toolsKept: [nasty], toolsDropped },
        { ...gone, reason: nasty },
      ],
      explorations: { ...summary.explorations, stuck: counted(nasty) },
      drafts: { written: 1, misfits: counted(nasty) },
    },
    { ...spec, out: nasty },
  );
  expect(shown).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
  expect(shown).not.toMatch(/^forged/m);
  expect(shown).toContain('gone: dropped: \\u001b]0;x');
});

test('where nothing was rejected nothing is said of it', () => {
  expect(summaryText({ ...summary, judged: { passed: 13, rejected: [] } }, spec)).not.toContain(
    'rejected',
  );
});
