import { ledgerOf } from '@firefly/bundle/ledger';
import type { BundleMeta } from '@firefly/bundle/writer';
import type { EndedBy, StageModel } from '@firefly/contracts/ledger';
import { modelStages } from '@firefly/contracts/model';
import { parseSpec, type RunSpec } from '@firefly/contracts/run-spec';
import type { Candidate } from '@firefly/db/repositories/candidates';
import type { LedgerRow } from '@firefly/db/repositories/model-calls';
import type { Run } from '@firefly/db/repositories/runs';
import { agreementOf } from '@firefly/domain/judging/opinions/agreement';
import { tokensOf } from './budget.ts';
import type { Dependencies } from './dependencies.ts';
import { passed } from './passed.ts';
import { opinionCheck } from './verdicts.ts';

type ModelMeta = Pick<BundleMeta, 'models' | 'ledger' | 'yield' | 'agreement' | 'budget'>;

const spentOf = ({
  stage,
  model,
  requests,
  remembered,
  dollars,
  unpriced,
  ...usage
}: LedgerRow) => ({
  ...{ stage, model, requests, remembered },
  usage: {
    ...{ input: usage.input, cached: usage.cached },
    ...{ written: usage.written, output: usage.output },
  },
  dollars: unpriced > 0 ? null : dollars,
});

/** The models of each stage with their prompts, stages in their order. */
async function stageModels({ db }: Pick<Dependencies, 'db'>, runId: string): Promise<StageModel[]> {
  const asked = await db.modelCalls.prompts(runId);
  return modelStages.flatMap((stage) => {
    const here = asked.filter((one) => one.stage === stage);
    return [...new Set(here.map(({ model }) => model))].map((model) => ({
      ...{ stage, model },
      prompts: here.filter((one) => one.model === model).map(({ prompt }) => prompt),
    }));
  });
}

/** The budget at which a run stopped; undefined where it stopped for another reason, or did not. */
async function endedBy(
  { db }: Pick<Dependencies, 'db'>,
  { id, stopping, createdAt, finishedAt }: Run,
  { budgets }: RunSpec,
): Promise<EndedBy | undefined> {
  if (stopping === null || budgets === undefined) return undefined;
  const models = await db.modelCalls.spent(id);
  const ms = (finishedAt ?? new Date()).getTime() - createdAt.getTime();
  const spent = {
    calls: await db.recordings.count(id),
    tokens: tokensOf(models),
    dollars: models.dollars,
    minutes: ms / 60_000,
  };
  const names = ['calls', 'tokens', 'dollars', 'minutes'] as const;
  const budget = names.find((name) => spent[name] >= (budgets[name] ?? Number.POSITIVE_INFINITY));
  return budget && { budget, limit: budgets[budget] ?? 0, spent: spent[budget] };
}

/** What a manifest says of models; nothing of a run that asked none. */
export async function modelMeta(
  deps: Pick<Dependencies, 'db' | 'models'>,
  run: Run,
  candidates: readonly Candidate[],
): Promise<ModelMeta> {
  const { db, models } = deps;
  const spec = parseSpec(run.spec);
  if (spec.model === undefined) return {};
  const rows = await db.modelCalls.ledger(run.id);
  const days = rows.flatMap(({ model }) => models?.pricedOn(model) ?? []).sort();
  const waves = await db.waves.list(run.id);
  const explorations = await Promise.all(
    waves.map(({ number }) => db.explorations.list(run.id, number)),
  );
  const accepted = candidates.filter(({ status }) => status === 'accepted').length;
  const good = candidates.filter(passed);
  const budget = await endedBy(deps, run, spec);
  return {
    models: await stageModels(deps, run.id),
    ledger: ledgerOf(rows.map(spentOf), accepted, days[0] ?? null),
    yield: {
      explorations: explorations.flat().length,
      drafts: candidates.length,
      passed_checks: good.length,
      passed_judges: good.filter((one) => opinionCheck(one).every((check) => check.passed)).length,
      accepted,
    },
    agreement: agreementOf(candidates.map(({ judges }) => judges)),
    ...(budget === undefined ? {} : { budget }),
  };
}
