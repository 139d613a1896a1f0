import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { observe, unsafeLeaves } from './observe.ts';

const text = (value: string): Json => ({ type: 'text', text: value });
const resource = (value: string): Json => ({
  type: 'resource',
  resource: { uri: 'a:b', text: value },
});
const of = (...content: Json[]): Json => observe({ content });

test('(a) the structured part wins over the texts', () => {
  expect(observe({ content: [text('Distance: 3 km')], structuredContent: { km: 3 } })).toEqual({
    km: 3,
  });
  expect(observe({ content: [text('a')], structuredContent: [1] })).toEqual([1]);
});

test('(a) a structured part that only wraps the text is that text, and is read as one', () => {
  const wrapped = (value: string): Json =>
    observe({ content: [text(value)], structuredContent: { content: value } });
  expect(wrapped('plain')).toBe('plain');
  expect(wrapped('[{"name":"Ann"}]')).toEqual([{ name: 'Ann' }]);
  const other = { content: [text('short')], structuredContent: { content: 'longer' } };
  expect(observe(other)).toEqual({ content: 'longer' });
  const two = { content: [text('x')], structuredContent: { content: 'x', more: 'x' } };
  expect(observe(two)).toEqual({ content: 'x', more: 'x' });
});

test('(a) null says nothing and counts as absent', () => {
  expect(observe({ content: [text('x')], structuredContent: null })).toBe('x');
});

test('(b) one text gives itself, several an array, none null', () => {
  expect(of(text('one'))).toBe('one');
  expect(of(text('List'), text('["a"]'), resource('inside'))).toEqual(['List', ['a'], 'inside']);
  expect(of()).toBeNull();
  expect(observe({})).toBeNull();
  expect(observe('rubbish')).toBeNull();
  expect(of({ type: 'resource_link', uri: 'a:b', name: 'n' })).toBeNull();
});

test('(c) only objects and arrays are read as JSON', () => {
  for (const plain of ['01234', '12345', 'true', 'null', '"quoted"', '{broken', '[FILE] a.js'])
    expect(of(text(plain))).toBe(plain);
  expect(of(text(' \n{"a":1}\n'))).toEqual({ a: 1 });
  expect(of(text('```json\n{"a":1}\n```'))).toEqual({ a: 1 });
  expect(of(text('```\nnot json\n```'))).toBe('```\nnot json\n```');
});

test('(c) a text that is JSON only to the parser stays text', () => {
  expect(of(text('{"a":1e999}'))).toBe('{"a":1e999}');
  const deep = '['.repeat(5000) + ']'.repeat(5000);
  expect(of(text(deep))).toBe(deep);
});

test('(c) whatever JSON a server prints as an object comes back as it was', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), (value) => {
      const printed = JSON.stringify(value);
      expect(of(text(printed))).toEqual(JSON.parse(printed));
    }),
  );
});

test('(d) images, sounds and blobs become their type, size and hash', () => {
  const data = Buffer.from('abc').toString('base64');
  const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  const image = { type: 'image', mimeType: 'image/png', sha256, bytes: 3 };
  expect(of({ type: 'image', data, mimeType: 'image/png' })).toEqual(image);
  const blob = { type: 'resource', resource: { uri: 'a:b', blob: data } };
  expect(of(text('Look'), blob)).toEqual(['Look', { ...image, type: 'blob', mimeType: null }]);
});

test('integers that a double cannot hold are named', () => {
  const observation = { id: 2 ** 53, list: [1, -(2 ** 60)], ok: 2 ** 53 - 1, half: 1e15 + 0.5 };
  expect(unsafeLeaves(observation)).toEqual(['/id', '/list/1']);
});
