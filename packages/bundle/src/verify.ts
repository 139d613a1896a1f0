import { makeAnswerFit } from '@firefly/domain/dataset/answer-fit';
import type { Task } from '@firefly/domain/dataset/task';
import type { Evaluate } from '@firefly/domain/ports';
import { scanTable } from './reader.ts';
import { tables } from './tables.ts';
import { verifyArguments } from './verify/arguments.ts';
import { verifyBindings } from './verify/bindings.ts';
import { verifyCalls } from './verify/calls.ts';
import { verifyRecordings, verifySplits, verifyTools } from './verify/catalog.ts';
import { makeInputs, type TaskContext } from './verify/context.ts';
import { verifyFidelity } from './verify/fidelity.ts';
import { verifyFiles } from './verify/files.ts';
import { type Mismatch, makeFindings, type Recomputed, thrownMessage } from './verify/findings.ts';
import { verifyFlows } from './verify/flows.ts';
import { verifyIdentity } from './verify/identity.ts';
import { verifyLabels } from './verify/labels.ts';
import { verifyMeasured } from './verify/measured.ts';
import { makePromptsSeen, verifyModels } from './verify/models.ts';
import {
  type ExpectedTrajectory,
  expectTrajectory,
  verifyTrajectories,
} from './verify/trajectories.ts';
import { verifyWords } from './verify/words.ts';

export interface VerifyReport {
  /** True where everything was recomputed and nothing differs. */
  readonly ok: boolean;
  readonly mismatches: readonly Mismatch[];
  /** Mismatches beyond those listed. */
  readonly omitted: number;
  readonly recomputed: Recomputed;
}

export interface VerifyOptions {
  readonly evaluate: Evaluate;
  /** Called after each task with the number of tasks verified so far. */
  readonly onProgress?: (tasks: number) => void;
}

const taskChecks: readonly ((context: TaskContext) => void | Promise<void>)[] = [
  verifyIdentity,
  verifyCalls,
  verifyArguments,
  verifyBindings,
  verifyFlows,
  verifyLabels,
  verifyWords,
  verifyMeasured,
];

/** A check that cannot be computed (a lone surrogate, a dead evaluator) is a mismatch, not a crash. */
async function verifyTask(context: TaskContext): Promise<ExpectedTrajectory | undefined> {
  for (const check of taskChecks)
    try {
      await check(context);
    } catch (error) {
      context.add('', `cannot be recomputed: ${thrownMessage(error)}`);
    }
  try {
    return expectTrajectory(context.task);
  } catch (error) {
    context.add('', `the golden trajectory cannot be made: ${thrownMessage(error)}`);
    return undefined;
  }
}

/**
 * Recomputes a bundle from its files alone: hashes and counts, ids, observations, every label, flow,
 * binding, argument, recording and golden trajectory. What does not hold is a mismatch in the report;
 * bad or missing files never throw.
 */
export async function verifyBundle(dir: string, options: VerifyOptions): Promise<VerifyReport> {
  const findings = makeFindings();
  const manifest = await verifyFiles(dir, findings);
  const tools = await verifyTools(dir, findings);
  const recordings = await verifyRecordings(dir, findings);
  if (manifest) await verifyFidelity(dir, tools, findings);
  const fit = makeAnswerFit();
  const expected = new Map<string, ExpectedTrajectory>();
  const signatures = new Set<string>();
  const prompts = makePromptsSeen();

  const contextOf = (task: Task): TaskContext => ({
    task,
    runId: manifest?.run_id,
    decisionRule: manifest?.decision,
    tools,
    recordings,
    evaluate: options.evaluate,
    fit,
    inputs: makeInputs(task),
    indexOf: (id) => task.calls.findIndex((call) => call.id === id),
    add: (place, message) =>
      findings.add({ file: tables.tasks.file, task: task.id, place, message }),
    count: (kind, by) => findings.count(kind, by),
  });

  for await (const scanned of scanTable(dir, 'tasks')) {
    if ('problem' in scanned) {
      const { line, problem } = scanned;
      findings.add({
        file: tables.tasks.file,
        task: null,
        place: `line ${line}`,
        message: problem,
      });
      continue;
    }
    const context = contextOf(scanned.row);
    prompts.see(scanned.row);
    const { id, signature } = scanned.row;
    if (expected.has(id)) context.add('/id', 'this task stands twice');
    signatures.add(signature);
    const trajectory = await verifyTask(context);
    if (trajectory) expected.set(id, trajectory);
    findings.count('tasks');
    options.onProgress?.(findings.recomputed.tasks);
  }
  verifySplits(recordings, findings);
  const byId = new Map([...recordings.values()].flat().map((one) => [one.id, one]));
  const offered = { tools, recording: (id: string) => byId.get(id) };
  await verifyTrajectories(dir, expected, offered, findings);
  if (manifest) verifyModels(manifest, prompts, findings);
  if (manifest && manifest.counts.signatures !== signatures.size)
    findings.add({
      file: 'manifest.json',
      task: null,
      place: '/counts/signatures',
      message: `says ${manifest.counts.signatures}, the tasks have ${signatures.size}`,
    });
  const { mismatches, omitted, recomputed } = findings;
  return { ok: mismatches.length === 0, mismatches, omitted, recomputed };
}
