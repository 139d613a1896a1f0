import type { Spent } from '@firefly/bundle/ledger';
import type { StageModel } from '@firefly/contracts/ledger';
import { modelStages } from '@firefly/contracts/model';
import type { LedgerRow, ModelCallRow } from '@firefly/db/repositories/model-calls';
import { canonicalJson } from '@firefly/domain/identity';

/** What the rows of a run say of its models, as a bundle tells it. */

/** A row of the ledger; a sum in which some requests have no price is not known. */
export const spentOf = (row: LedgerRow): Spent => {
  const { stage, model, requests, remembered, input, cached, written, output } = row;
  const dollars = row.unpriced > 0 ? null : row.dollars;
  return { stage, model, requests, remembered, usage: { input, cached, written, output }, dollars };
};

type Asked = Pick<ModelCallRow, 'stage' | 'model' | 'prompt'>;

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The models at each stage with the prompts that they were asked with: stages in order, the rest by name. */
export function stageModels(calls: Iterable<Asked>): StageModel[] {
  const found = new Map<string, Map<string, Asked>>();
  for (const call of calls) {
    const key = canonicalJson([modelStages.indexOf(call.stage), call.model]);
    const known = found.get(key) ?? new Map<string, Asked>();
    found.set(key, known.set(canonicalJson(call.prompt), call));
  }
  return [...found.entries()]
    .sort(([a], [b]) => inOrder(a, b))
    .flatMap(([, calls]) => {
      const asked = [...calls.entries()].sort(([a], [b]) => inOrder(a, b)).map(([, one]) => one);
      const [first] = asked;
      if (first === undefined) return [];
      return [{ stage: first.stage, model: first.model, prompts: asked.map((one) => one.prompt) }];
    });
}
