import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { fakeStream } from '../testing/fake-terminal.ts';
import { makeWaitingView } from './waiting-view.ts';

test('elsewhere than on a terminal each change is a line; nobody to wait for is none', () => {
  const stream = fakeStream();
  const view = makeWaitingView(stream);
  view.show(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  view.show(['a']);
  view.show([]);
  view.close();
  view.show(['late']);
  expect(stream.text()).toBe('waiting for a, b, c, d, e and 2 more …\nwaiting for a …\n');
});

test('on a terminal the line stays in place, and is gone at the end', () => {
  const stream = fakeStream(true);
  const view = makeWaitingView(stream);
  view.show(['a', 'b']);
  view.show(['a']);
  expect(stripVTControlCharacters(stream.text())).toMatch(/waiting for a, b …/);
  const before = stream.text().length;
  view.close();
  view.show(['late']);
  expect(stream.text().slice(before)).not.toMatch(/waiting/);
});
