import { type DecisionRule, defaultRule } from '@firefly/domain/judging/opinions/decide';
import { z } from 'zod';
import { decisionSpec } from './opinion.ts';

/** As the provider names it. */
const modelName = z.string().trim().min(1).max(200);

/** One model a stage; of judges one or more, each with an opinion of its own. */
const stageModels = z.strictObject({
  qualify: modelName,
  link: modelName,
  explore: modelName,
  write: modelName,
  judge: z
    .array(modelName)
    .min(1)
    .max(5)
    .refine((names) => new Set(names).size === names.length, 'names a judge twice'),
  solve: modelName,
});
export type StageModels = z.output<typeof stageModels>;

/** One model for every stage. */
export const oneModel = (name: string): StageModels => ({
  ...{ qualify: name, link: name, explore: name, write: name, judge: [name], solve: name },
});

/** The models of the stages. */
export const modelsOf = ({ models }: Pick<ModelSpec, 'models'>): StageModels =>
  typeof models === 'string' ? oneModel(models) : models;

/** Which models a run of the engine `anthropic` asks, and how often. */
export const modelSpec = z.strictObject({
  models: z.union([modelName, stageModels]).describe('One model for all stages, or one for each.'),
  rollouts: z
    .int()
    .min(0)
    .max(64)
    .default(4)
    .describe('Attempts at each task that passed its checks, in the simulator.'),
  closed_book: z
    .int()
    .min(0)
    .max(16)
    .default(1)
    .describe('Attempts without any tool: what one of them solves is no task.'),
  languages: z
    .array(z.string().trim().min(1).max(40))
    .min(1)
    .max(20)
    .default(['English'])
    .describe('Languages that prompts are written in, by their English names.'),
  decision: decisionSpec
    .prefault({})
    .describe('When the opinions of its judges let a task pass; what is left out is as usual.'),
});
export type ModelSpec = z.output<typeof modelSpec>;

/** When opinions let a task of a run pass; one that asks no models has none to decide about. */
export const ruleOf = ({ model }: { readonly model?: ModelSpec | undefined }): DecisionRule =>
  model?.decision ?? defaultRule;

/** What a run may spend, as far as prices matter. */
interface DollarBudgets {
  readonly dollars?: number | undefined;
  readonly exploration?: { readonly dollars?: number | undefined } | undefined;
}

/** Why a budget of dollars cannot be held: a model that it counts has no price. Null where it can. */
export function whyUnpriced(
  {
    model,
    budgets,
  }: { readonly model?: ModelSpec | undefined; readonly budgets?: DollarBudgets | undefined },
  isPriced: (model: string) => boolean,
): string | null {
  if (model === undefined) return null;
  const { solve, ...asked } = modelsOf(model);
  const solving = model.rollouts + model.closed_book > 0 ? [solve] : [];
  const counted =
    budgets?.dollars !== undefined
      ? [...Object.values(asked).flat(), ...solving]
      : budgets?.exploration?.dollars !== undefined
        ? [asked.explore, asked.write]
        : [];
  const names = [...new Set(counted.filter((name) => !isPriced(name)))];
  return names.length === 0
    ? null
    : `a budget of dollars cannot be held, as no price is known for ${names.join(', ')}: name one in FIREFLY_PRICES, or set a budget of tokens`;
}

/** Whether an engine has the models that it needs, and no others: for a request or a stored spec. */
export function checkEngine(
  { engine, model }: { readonly engine: string; readonly model?: unknown },
  context: z.RefinementCtx,
): void {
  const message =
    engine === 'anthropic'
      ? 'names the models to ask, as the engine "anthropic" needs them'
      : `is for the engine "anthropic", not "${engine}"`;
  if ((engine === 'anthropic') === (model === undefined))
    context.addIssue({ code: 'custom', path: ['model'], message });
}
