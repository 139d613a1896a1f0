import type { Manifest } from '@firefly/contracts/bundle';
import type { ModelStage, PromptStamp } from '@firefly/contracts/model';
import type { Task } from '@firefly/domain/dataset/task';
import { canonicalJson } from '@firefly/domain/identity';
import { ledgerOf } from '../ledger.ts';
import { MANIFEST } from '../tables.ts';
import type { Findings } from './findings.ts';

/** The prompts that tasks say models were asked with, each once. */
export interface PromptsSeen {
  see(task: Task): void;
  readonly all: ReadonlyMap<string, { readonly stage: ModelStage; readonly prompt: PromptStamp }>;
}

const keyOf = (stage: ModelStage, prompt: PromptStamp): string => canonicalJson([stage, prompt]);

export function makePromptsSeen(): PromptsSeen {
  const all = new Map<string, { stage: ModelStage; prompt: PromptStamp }>();
  const note = (stage: ModelStage, prompt: PromptStamp) =>
    all.set(keyOf(stage, prompt), { stage, prompt });
  return {
    all,
    see({ verdict, solve }) {
      for (const { prompt } of verdict.judges) note('judge', prompt);
      if (solve.rollouts) note('solve', solve.rollouts.prompt);
    },
  };
}

/** What the manifest says of models: it names every prompt that a task names, and its sums are right. */
export function verifyModels(manifest: Manifest, seen: PromptsSeen, findings: Findings): void {
  const add = (place: string, message: string) =>
    findings.add({ file: MANIFEST, task: null, place, message });
  const { models, ledger, counts, engine } = manifest;
  if (engine !== 'rules' && models === undefined)
    add('/models', `is missing, though the engine is ${engine}`);
  const named = new Set(
    (models ?? []).flatMap(({ stage, prompts }) => prompts.map((prompt) => keyOf(stage, prompt))),
  );
  for (const [key, { stage, prompt }] of seen.all)
    if (!named.has(key))
      add('/models', `do not name the prompt ${prompt.name} of ${stage}, which tasks name`);
  if (manifest.yield && manifest.yield.accepted !== counts.tasks)
    add('/yield/accepted', `says ${manifest.yield.accepted}, the tasks are ${counts.tasks}`);
  if (ledger === undefined) return;
  const found = ledgerOf(ledger.rows, counts.tasks, ledger.prices);
  for (const part of ['rows', 'usage', 'dollars', 'per_accepted_task'] as const)
    if (canonicalJson(found[part]) !== canonicalJson(ledger[part]))
      add(`/ledger/${part}`, 'is not what its rows come to');
}
