import { sampleTasks } from '@firefly/bundle/testing/sample-bundle';
import { toTask } from '@firefly/bundle/testing/sample-tasks';
import { aTaskDraft } from '@firefly/testing/builders/task';
import { expect, test } from 'vitest';
import { taskText } from './task-text.ts';

const task = toTask(aTaskDraft());
const text = taskText(task);

test('a task is shown with its prompt, its calls and what they gave', () => {
  expect(text).toContain(`Task ${task.id}  (medium, files + staff)`);
  expect(text).toContain(`\n  ${task.prompt}\n`);
  expect(text).toContain('c1  files/read_shops {"path":"/workspace/shops.json"}');
  expect(text).toContain('c2  staff/find_person {"name":"Jonas Weber"}');
  expect(text).toContain(
    '-> {"name":"Jonas Weber","joined":2021,"country":"CH","team":"Roastery"}',
  );
});

test('each argument says where it came from', () => {
  expect(text).toContain('/path <- the prompt: "/workspace/shops.json"');
  expect(text).toContain(
    '/name <- c1/2/manager\n            by $$.c1[rent_eur=$max($$.c1.rent_eur)].manager',
  );
});

test('each field of the answer says how it is computed, and the checks are named', () => {
  expect(text).toContain('manager = "Jonas Weber"\n      by $$.c1[rent_eur=');
  expect(text).toContain('year = 2021\n      by c2.joined');
  expect(text).toMatch(/19 of 19 checks passed: .*visible/);
});

test('spans count code points: words behind an emoji are cut where they stand', () => {
  const [distance] = sampleTasks;
  expect(distance && taskText(distance)).toContain('/query <- the prompt: "Lyon"');
});

test('what servers and files say cannot command the terminal', () => {
  const nasty = '\u001b[2J\u009b1m\u202e\nTask forged';
  const [call] = task.calls;
  const [field] = task.fields;
  if (call === undefined || field === undefined) throw new Error('the sample has no call');
  const shown = taskText({
    ...task,
    prompt: nasty,
    servers: [nasty],
    calls: [{ ...call, server: nasty, tool: nasty, observation: nasty }],
    fields: [{ ...field, name: nasty, expression: nasty }],
    verdict: { ...task.verdict, checks: [{ name: nasty, passed: true, evidence: '' }] },
  });
  expect(shown).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
  expect(shown).not.toMatch(/^Task forged/m);
  expect(shown).toContain('\\u001b[2J');
});

test('long values are cut', () => {
  const long = { ...task, answer: { ...task.answer, year: 'y'.repeat(500) } };
  expect(taskText(long)).toContain('yyy…');
  expect(taskText(long)).not.toContain('y'.repeat(200));
});
