import type { Price, PriceSheet, Rates } from './price-sheet.ts';

/**
 * What Anthropic asks for its own API, as published: without batches, fast mode and agreements. Each sheet
 * says where its numbers stood and when; a model that nobody could be found to price is not here.
 */

const at = (input: number, output: number, written: number, cached: number): Rates => ({
  ...{ input, cached, written, output },
});
const each = (rates: Rates, ...models: readonly string[]): Price[] =>
  models.map((model) => ({ model, ...rates }));

export const listPrices: readonly PriceSheet[] = [
  {
    asOf: '2026-11-10',
    source:
      'list prices repeated by docs.laozhang.ai and by rightsize 0.10.2; not seen at the source',
    prices: each(at(8, 40, 10, 0.2), 'claude-fable-5-2'),
  },
  {
    asOf: '2026-10-24',
    source:
      'platform.claude.com/docs/en/models (sonnet-5-5, haiku-5-5); the cut of cache reads on 2026-10-07 by claudit 1.9.2',
    prices: [
      ...each(at(2, 10, 2.5, 0.1), 'claude-sonnet-5-5'),
      {
        ...{ model: 'claude-haiku-5-5', ...at(0.1, 0.5, 0.125, 0.01) },
        long: { above: 100_000, ...at(0.5, 2.5, 0.625, 0.05) },
      },
    ],
  },
  {
    asOf: '2026-09-22',
    source: 'platform.claude.com/docs/en/models and /about-claude/pricing',
    prices: [
      ...each(at(10, 50, 12.5, 0.25), 'claude-fable-5-1', 'claude-mythos-5-1'),
      ...each(at(10, 50, 12.5, 1), 'claude-fable-5', 'claude-mythos-5'),
      ...each(at(4, 20, 5, 0.2), 'claude-opus-5-5'),
      ...each(at(5, 25, 6.25, 0.5), 'claude-opus-5', 'claude-opus-4-8', 'claude-opus-4-7'),
      ...each(at(5, 25, 6.25, 0.5), 'claude-opus-4-6', 'claude-opus-4-5'),
      ...each(at(15, 75, 18.75, 1.5), 'claude-opus-4-1', 'claude-opus-4'),
      ...each(at(2, 10, 2.5, 0.2), 'claude-sonnet-5'),
      ...each(at(3, 15, 3.75, 0.3), 'claude-sonnet-4-6', 'claude-sonnet-4-5', 'claude-sonnet-4'),
      ...each(at(1, 5, 1.25, 0.1), 'claude-haiku-4-5'),
    ],
  },
];
