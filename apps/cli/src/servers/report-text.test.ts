import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { paintFor } from '../paint.ts';
import { fakeStream } from '../testing/fake-terminal.ts';
import { reportText } from './report-text.ts';
import type { ServerReport, ToolReport } from './server-report.ts';

const plain = { width: 80, paint: (_: unknown, text: string) => text };
const adding = (line: string) =>
  ({ kind: 'add', place: '/mcpServers/harbour/firefly', line, patch: [] }) as const;

const called = (name: string): ToolReport => ({
  name,
  state: 'called',
  reasons: ['its server says that it only reads'],
  changes: [
    { when: 'to leave it out', becomes: 'not called', edits: [adding(`"exclude": ["${name}"],`)] },
  ],
});
const waiting: ToolReport = {
  name: 'get_boat',
  state: 'waiting',
  reasons: ['once values for `boat` come up from other calls'],
  changes: [
    {
      when: 'to give some',
      becomes: 'called',
      edits: [adding('"seedValues": { "get_boat.boat": ["…"] },')],
    },
  ],
};
const sql: ToolReport = {
  name: 'query',
  state: 'not called',
  reasons: ['not used: free-form; no setting changes that', 'nothing says that it only reads'],
  changes: [],
};
const harbour: ServerReport = {
  ...{ name: 'harbour', usable: true, reason: null, notes: ['it is odd'], corrections: [] },
  says: { name: 'Harbour Server', version: '2.1', protocol: '2025-06-18' },
  tools: [sql, called('list_boats'), waiting, called('list_crews')],
  together: [],
};
const gone: ServerReport = {
  ...{ name: 'gone', usable: false, says: null, notes: [], corrections: [], tools: [] },
  reason:
    'server "gone" cannot be used: it exited with code 1 at the start; its last words: Error: no port |     at open (net.js:3)',
  together: [],
};

test('each server, then its tools by state and reason, with what to write', () => {
  expect(
    reportText([harbour, gone], plain),
  ).toBe(`harbour  4 tools: 2 called, 1 once values come up, 1 not called
  Harbour Server 2.1, MCP 2025-06-18
  note: it is odd

  called      its server says that it only reads. To leave it out, add to
              "firefly":
    list_boats  "exclude": ["list_boats"],
    list_crews  "exclude": ["list_crews"],

  called      once values for \`boat\` come up from other calls. To give some, add
              to "firefly":
    get_boat  "seedValues": { "get_boat.boat": ["…"] },

  not called  not used: free-form; no setting changes that. Also: nothing says
              that it only reads
    query

gone  cannot be used
  it exited with code 1 at the start; its last words:
    Error: no port
        at open (net.js:3)

1 of 2 servers can be used; 4 tools: 2 called, 1 once values come up, 1 not
called. No tool was called to find out.
Each line goes right behind the opening bracket of the place that is named:
behind "firefly": { or "include": [, and for a server behind its name. Then
check again.`);
});

test('no line is too wide but those to be pasted, which are never broken', () => {
  const long = 'list_everything_'.repeat(12);
  const text = reportText([{ ...harbour, tools: [called(long), sql, waiting] }, gone], plain);
  expect(text).toContain(`\n      "exclude": ["${long}"],\n`);
  for (const line of text.split('\n'))
    expect(line.length <= 80 || line.includes('"exclude"'), line).toBe(true);
});

test('what a server says cannot command the terminal or forge a line', () => {
  const nasty = '\u001b[2J\u009b1m\u202e\nforged';
  const edit = { ...adding(JSON.stringify([nasty])), kind: 'replace' as const, was: nasty };
  const text = reportText(
    [
      {
        ...harbour,
        ...{ reason: nasty, notes: [nasty], corrections: [edit] },
        says: { name: nasty, version: nasty, protocol: nasty },
        tools: [
          { ...sql, name: nasty, reasons: [nasty] },
          {
            ...called(nasty),
            reasons: [nasty],
            changes: [{ when: nasty, becomes: 'called', edits: [edit, edit] }],
          },
        ],
        together: [{ when: nasty, tools: [nasty], edits: [edit] }],
      },
    ],
    plain,
  );
  expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
  expect(text).not.toMatch(/^ *forged/m);
});

test('a terminal gets colours and the same words, unless it asked for none', () => {
  const text = reportText([harbour, gone], plain);
  const on = { width: 80, paint: paintFor(fakeStream(true), {}) };
  const coloured = reportText([harbour, gone], on);
  expect(coloured).not.toBe(text);
  expect(stripVTControlCharacters(coloured)).toBe(text);
  for (const paint of [paintFor(fakeStream(true), { NO_COLOR: '1' }), paintFor(fakeStream(), {})])
    expect(reportText([harbour, gone], { width: 80, paint })).toBe(text);
});
