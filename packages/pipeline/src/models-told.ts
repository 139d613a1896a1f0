import { ledgerOf, type Spent } from '@firefly/bundle/ledger';
import type { BundleMeta } from '@firefly/bundle/writer';
import type { StageModel } from '@firefly/contracts/ledger';
import { modelStages } from '@firefly/contracts/model';
import { ruleOf } from '@firefly/contracts/model-spec';
import { parseSpec } from '@firefly/contracts/run-spec';
import type { Exploration } from '@firefly/db/repositories/explorations';
import type { LedgerRow, ModelCallRow } from '@firefly/db/repositories/model-calls';
import type { Run } from '@firefly/db/repositories/runs';
import { canonicalJson } from '@firefly/domain/identity';
import { isObject } from '@firefly/domain/json';
import { agreementOf } from '@firefly/domain/judging/opinions/agreement';
import type { Dependencies } from './dependencies.ts';
import { passed } from './passed.ts';
import { opinionCheck } from './verdicts.ts';

/** What the rows of a run say of its models, as a bundle tells it. */

/** A row of the ledger; a sum in which some requests have no price is not known. */
export const spentOf = (row: LedgerRow): Spent => {
  const { stage, model, requests, remembered, input, cached, written, output, estimated } = row;
  const dollars = row.unpriced > 0 ? null : row.dollars;
  const usage = { input, cached, written, output };
  const told = { stage, model, requests, remembered, usage, dollars };
  return estimated > 0 ? { ...told, estimated } : told;
};

type Asked = Pick<ModelCallRow, 'stage' | 'model' | 'prompt'>;

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What a manifest says of models; nothing where a run asked none. */
export type ModelMeta = Pick<
  BundleMeta,
  'models' | 'ledger' | 'yield' | 'agreement' | 'decision' | 'budget'
>;

const isMenu = ({ plan }: Exploration): boolean => isObject(plan) && plan.kind === 'menu';

/** Reads off the rows of a run what models did for it, of which so many tasks came. */
export async function modelMeta(
  { db, models }: Pick<Dependencies, 'db' | 'models'>,
  run: Run,
  tasks: number,
): Promise<ModelMeta> {
  const spec = parseSpec(run.spec);
  if (spec.model === undefined) return {};
  const rule = ruleOf(spec);
  const spent = await db.modelCalls.ledger(run.id);
  const days = spent.flatMap(({ model }) => models?.pricedOn(model) ?? []).sort();
  const waves = await db.waves.list(run.id);
  const listed = await Promise.all(waves.map((wave) => db.explorations.list(run.id, wave.number)));
  const candidates = await db.candidates.list(run.id);
  const checked = candidates.filter(passed);
  const content = checked.filter((one) => opinionCheck(one, rule).every((check) => check.passed));
  const agreement = agreementOf(candidates.map(({ judges }) => judges));
  return {
    models: stageModels(await db.modelCalls.asked(run.id)),
    ledger: ledgerOf(spent.map(spentOf), tasks, days[0] ?? null),
    yield: {
      explorations: listed.flat().filter(isMenu).length,
      drafts: candidates.length,
      passed_checks: checked.length,
      passed_judges: content.length,
      accepted: tasks,
    },
    ...(agreement.tasks > 0 && { agreement }),
    decision: { ...rule },
    ...(run.stopping !== null && { budget: run.stopping }),
  };
}

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
