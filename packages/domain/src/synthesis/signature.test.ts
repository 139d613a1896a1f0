import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TaskField, TaskFlow } from '../dataset/task.ts';
import { expressionShape, signatureOf } from './signature.ts';

const calls = (...tools: string[]) =>
  tools.map((id) => {
    const [server = '', tool = ''] = id.split('/');
    return { server, tool };
  });
const field = (expression: string): Pick<TaskField, 'expression' | 'kind'> => ({
  expression,
  kind: 'scalar',
});
const flow = (from: string, to: string): Pick<TaskFlow, 'expression' | 'from' | 'to'> => ({
  from,
  to,
  expression: `${from}.name`,
});

test.each([
  ["c2.cities[name='Basel'].population", 'c2._[_=?]._'],
  ['$sum(c1[seats >= 40].rent_eur)', '$sum(c1[_ >= ?]._)'],
  ['$$.c1[rent=$max($$.c1.rent)].`head office`', '$$.c1[_=$max($$.c1._)]._'],
  [`c1[a="it's" and b='x\\'y'].z`, 'c1[_=? and _=?]._'],
  ['c1.total - c2.total * 1.5', 'c1._ - c2._ * ?'],
  ['c1\n  .total', 'c1 ._'],
  ['$match($$.c1, /^Price per kg: (.*\\S)/m).groups[0]', '$match($$.c1, ?)._[?]'],
  ['$match(c1.a, /^\\/[\\w]+/).groups[0]', '$match(c1._, ?)._[?]'],
  ['(c1.a / c2.b) / 2', '(c1._ / c2._) / ?'],
])('the shape of %s', (expression, shape) => {
  expect(expressionShape(expression)).toBe(shape);
});

test('literals and property names do not change a shape; calls and functions do', () => {
  // "and" is no name where it stands in a predicate.
  const name = fc.stringMatching(/^[a-b][a-mo-z_]{1,7}$/);
  fc.assert(
    fc.property(name, name, fc.string(), fc.nat(), (one, other, text, number) => {
      const shape = expressionShape('c1[x=?].y'.replace('?', '0'));
      expect(expressionShape(`c1[${one}=${JSON.stringify(text)}].${other}`)).toBe(shape);
      expect(expressionShape(`c1[${one}=${number}].${other}`)).toBe(shape);
      expect(expressionShape(`c2[${one}=${number}].${other}`)).not.toBe(shape);
      expect(expressionShape(`$max(c1[${one}=${number}].${other})`)).not.toBe(shape);
    }),
  );
});

test('tasks that differ in their values only are of one signature', () => {
  const sign = (town: string) =>
    signatureOf(calls('places/search_cities'), [field(`c1.cities[name='${town}'].people`)], []);
  expect(sign('Basel')).toBe(sign('Lyon'));
});

test('tools count as a multiset, fields and flows as sets', () => {
  const fields = [field('c1.a'), field('$sum(c1.b)')];
  const flows = [flow('c1', 'c2'), flow('c2', 'c3')];
  const sign = (tools: string[], some = fields, hops = flows) =>
    signatureOf(calls(...tools), some, hops);
  const one = sign(['a/x', 'b/y', 'a/x']);
  expect(sign(['b/y', 'a/x', 'a/x'], fields.toReversed(), flows.toReversed())).toBe(one);
  expect(sign(['a/x', 'b/y'])).not.toBe(one);
  expect(sign(['a/x', 'b/y', 'b/y'])).not.toBe(one);
  expect(sign(['a/x', 'b/y', 'a/x'], fields.slice(1))).not.toBe(one);
  expect(sign(['a/x', 'b/y', 'a/x'], fields, [flow('c1', 'c2'), flow('c1', 'c3')])).not.toBe(one);
});
