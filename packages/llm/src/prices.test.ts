import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listPrices } from './prices/list-prices.ts';
import { priceSheet } from './prices/price-sheet.ts';
import { readPriceSheet } from './prices/read-price-sheet.ts';
import { dollarsOf, priceOf } from './prices.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firefly-prices-'));
});
afterAll(() => rm(folder, { recursive: true }));

const listed = priceOf(listPrices);
const M = 1_000_000;

test.each([
  ['claude-opus-5-5', 'claude-opus-5-5'],
  ['claude-sonnet-4-5-20250929', 'claude-sonnet-4-5'],
  ['claude-opus-4-20250514', 'claude-opus-4'],
  ['claude-opus-4-5', 'claude-opus-4-5'],
  ['claude-opus-4-9', undefined],
  ['claude-opus-4-2025051', undefined],
  ['my-claude-opus-5-5', undefined],
  ['qwen3', undefined],
])('%s has the price of %s', (model, row) => {
  expect(listed(model)?.model).toBe(row);
});

test('every kind of token has its price', () => {
  const price = { model: 'm', input: 3, cached: 0.3, written: 3.75, output: 15 };
  const one = (kind: string) => ({ ...{ input: 0, cached: 0, written: 0, output: 0 }, [kind]: M });
  expect(
    ['input', 'cached', 'written', 'output'].map((kind) => dollarsOf(one(kind), price)),
  ).toEqual([3, 0.3, 3.75, 15]);
});

test('all of a long prompt costs more, its output too', () => {
  const haiku = listed('claude-haiku-5-5');
  const usage = { input: 1_000, cached: 90_000, written: 9_000, output: 2 * M };
  expect(haiku && dollarsOf(usage, haiku)).toBeCloseTo(0.0001 + 0.0009 + 0.001125 + 1, 10);
  expect(haiku && dollarsOf({ ...usage, input: 1_001 }, haiku)).toBeCloseTo(
    0.0005005 + 0.0045 + 0.005625 + 5,
    10,
  );
});

test('each sheet says where and when, and no model stands twice', () => {
  for (const sheet of listPrices) expect(priceSheet.parse(sheet)).toEqual(sheet);
  const models = listPrices.flatMap(({ prices }) => prices.map(({ model }) => model));
  expect(new Set(models).size).toBe(models.length);
});

const written = async (text: string): Promise<string> => {
  const path = join(folder, `${Math.random()}.json`);
  await writeFile(path, text);
  return path;
};
const row = { model: 'claude-*', input: 1, cached: 0, written: 1, output: 2 };
const sheet = { asOf: '2026-11-22', source: 'our agreement', prices: [row] };

test('a sheet of one’s own stands before the list', async () => {
  const own = await readPriceSheet(await written(JSON.stringify(sheet)));
  expect(priceOf([own, ...listPrices])('claude-opus-5-5')).toEqual(row);
});

test.each([
  ['{"asOf":', /prices are no JSON/],
  [JSON.stringify({ ...sheet, asOf: 'today' }), /asOf/],
  [JSON.stringify({ ...sheet, prices: [{ ...row, output: -1 }] }), /prices\[0\]\.output/],
  [JSON.stringify({ ...sheet, prices: [{ ...row, outputs: 1 }] }), /outputs/],
])('%s is told with its place', async (text, message) => {
  const path = await written(text);
  const error: Error = await readPriceSheet(path).then(
    expect.unreachable as never,
    (thrown) => thrown,
  );
  expect(error.message).toMatch(message);
  expect(error.message.startsWith(path)).toBe(true);
  expect(error.message).not.toContain('\n');
});

test('a sheet that is not there is named', async () => {
  await expect(readPriceSheet(join(folder, 'none.json'))).rejects.toThrow(/none\.json: .*ENOENT/);
});
