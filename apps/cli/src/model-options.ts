import { modelStages } from '@firefly/contracts/model';
import { type ModelSpec, modelSpec, oneModel } from '@firefly/contracts/model-spec';
import { type Budgets, budgets } from '@firefly/contracts/run-spec';
import type { Command } from 'commander';
import type { ZodError } from 'zod';
import { dashed } from './dashed.ts';
import { UsageError } from './usage-error.ts';

/** What the command line was given of models and of what may be spent. */
export interface ModelOptions {
  readonly engine: string;
  readonly model?: string;
  readonly models?: string;
  readonly rollouts?: string;
  readonly closedBook?: string;
  readonly languages?: string;
  readonly decision?: string;
  readonly budgetCalls?: string;
  readonly budgetMinutes?: string;
  readonly budgetTokens?: string;
  readonly budgetDollars?: string;
  readonly budgetExploration?: string;
}

const OF_MODELS = ['model', 'models', 'rollouts', 'closedBook', 'languages', 'decision'] as const;

/** The options of `run` that say which models it asks and what it may spend. */
export const withModelOptions = (command: Command): Command =>
  command
    .option('--engine <name>', 'who explores and writes: rules, or anthropic', 'rules')
    .option('--model <name>', 'with anthropic: the model that all stages ask')
    .option('--models <list>', 'the models of single stages: write=a,judge=b+c')
    .option('--rollouts <n>', 'attempts at each task by a model (4)')
    .option('--closed-book <n>', 'attempts at each task without tools (1)')
    .option('--languages <list>', 'languages of prompts (English)')
    .option(
      '--decision <rule>',
      'when judges let a task pass: every score, their mean, and all, majority or any of the judges (least=3,mean=4.4,quorum=majority)',
    )
    .option('--budget-calls <n>', 'tool calls that it may make')
    .option('--budget-minutes <n>', 'minutes that it may explore')
    .option('--budget-tokens <n>', 'tokens that it may spend on models')
    .option('--budget-dollars <n>', 'dollars that it may spend on models, by the prices known')
    .option('--budget-exploration <list>', 'the same of each exploration: calls=20,tokens=60000');

/** A text that is no number becomes NaN, which no schema takes. */
export const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

/** `a=1,b=2` as its pairs. Throws a `UsageError` that names the option. */
function pairsOf(option: string, text: string): [string, string][] {
  return text.split(',').map((pair): [string, string] => {
    const at = pair.indexOf('=');
    if (at <= 0) throw new UsageError(`--${option} ${JSON.stringify(pair)} is not like name=value`);
    return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
  });
}

const given = <T extends object>(parts: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as never;

/** The first thing that a schema says against options, with the option that it is about. */
function refused({ issues: [issue] }: ZodError, prefix: string, usual: string): UsageError {
  const [option = usual, part] = issue?.path ?? [];
  const name = prefix + dashed(String(option).replaceAll('_', '-'));
  const where = typeof part === 'string' ? `${part}: ` : '';
  return new UsageError(`--${name}: ${where}${issue?.message}`);
}

/** As it was given: scores as numbers, all else for the schema to refuse. */
const decisionOf = (text: string) =>
  Object.fromEntries(
    pairsOf('decision', text).map(([name, value]) => [
      name,
      name === 'quorum' ? value : numberOf(value),
    ]),
  );

const isStage = (name: string): boolean => modelStages.some((stage) => stage === name);

/** Which models a run asks. Undefined with `rules`. Throws a `UsageError` that names the option. */
export function modelSpecOf(options: ModelOptions): ModelSpec | undefined {
  if (options.engine !== 'anthropic') {
    const named = OF_MODELS.find((name) => options[name] !== undefined);
    if (named !== undefined)
      throw new UsageError(`--${dashed(named)} goes with --engine anthropic`);
    return undefined;
  }
  const stages = options.models === undefined ? [] : pairsOf('models', options.models);
  const unknown = stages.find(([stage]) => !isStage(stage));
  if (unknown !== undefined)
    throw new UsageError(
      `--models: there is no stage ${JSON.stringify(unknown[0])}; the stages are ${modelStages.join(', ')}`,
    );
  if (options.model === undefined && stages.length < modelStages.length)
    throw new UsageError('--engine anthropic asks for --model NAME, the model to ask');
  const single = Object.fromEntries(
    stages.map(([stage, name]) => [stage, stage === 'judge' ? name.split('+') : name]),
  );
  const parsed = modelSpec.safeParse({
    models: { ...(options.model === undefined ? {} : oneModel(options.model)), ...single },
    ...given({
      rollouts: options.rollouts === undefined ? undefined : numberOf(options.rollouts),
      closed_book: options.closedBook === undefined ? undefined : numberOf(options.closedBook),
      languages: options.languages?.split(','),
      decision: options.decision === undefined ? undefined : decisionOf(options.decision),
    }),
  });
  if (parsed.success) return parsed.data;
  throw refused(parsed.error, '', 'models');
}

/** What a run may spend; undefined if nothing was said of it. Throws a `UsageError` that names the option. */
export function budgetsOf(options: ModelOptions): Budgets | undefined {
  const all = {
    calls: options.budgetCalls,
    minutes: options.budgetMinutes,
    tokens: options.budgetTokens,
    dollars: options.budgetDollars,
  };
  const of = Object.entries(all).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, numberOf(text)]],
  );
  const each = options.budgetExploration;
  const exploration =
    each === undefined
      ? {}
      : {
          exploration: Object.fromEntries(
            pairsOf('budget-exploration', each).map(([name, text]) => [name, numberOf(text)]),
          ),
        };
  const asked = { ...Object.fromEntries(of), ...exploration };
  if (Object.keys(asked).length === 0) return undefined;
  const parsed = budgets.safeParse(asked);
  if (parsed.success) return parsed.data;
  throw refused(parsed.error, 'budget-', 'exploration');
}
