import type { CheckResult, Verdict } from '@firefly/domain/dataset/task';
import { type Eligible, selectTasks, signatureLimit } from '@firefly/domain/judging/select';
import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { parseSpec } from '../run-spec.ts';
import { waveSnapshot } from '../wave-snapshot.ts';
import type { Step } from './step.ts';

const replay = z.object({ passed: z.boolean(), evidence: z.string() });

type Candidate = Awaited<ReturnType<Dependencies['db']['candidates']['list']>>[number];

const replayCheck = (candidate: Candidate): CheckResult[] => {
  if (candidate.replay === null) return [];
  const { passed, evidence } = replay.parse(candidate.replay);
  return [{ name: 'replay', passed, evidence }];
};

const eligible = (candidate: Candidate): Eligible => ({
  id: candidate.taskId,
  prompt: candidate.draft.prompt,
  signature: candidate.draft.signature,
  frame: candidate.frame,
  flows: candidate.draft.flows.length,
});

/** Closes the verdicts of a wave. What is good but not needed yet stays open until the last wave. */
export const makeScore =
  ({ db }: Pick<Dependencies, 'db'>): Step<'score'> =>
  async ({ runId, wave }) => {
    const run = await db.runs.find(runId);
    const row = await db.waves.get(runId, wave);
    if (run === null || row === null || row.status === 'scored') return;
    const target = parseSpec(run.spec).tasks;
    const final = waveSnapshot.parse(row.snapshot).final;
    const all = await db.candidates.list(runId);
    const close = (candidate: Candidate, accepted: boolean, more: CheckResult[] = []) => {
      const checks = [...candidate.checks, ...replayCheck(candidate), ...more];
      const verdict: Verdict = { accepted, checks, judges: [] };
      return db.candidates.saveVerdict(
        runId,
        candidate.wave,
        candidate.index,
        candidate.ordinal,
        verdict,
      );
    };
    const accepted = all.filter((candidate) => candidate.status === 'accepted').map(eligible);
    const open = all.filter(
      (candidate) => candidate.status === 'judged' || candidate.status === 'solved',
    );
    const good: Candidate[] = [];
    for (const candidate of open) {
      const checks = [...candidate.checks, ...replayCheck(candidate)];
      const replayed = candidate.replay !== null;
      if (replayed && checks.every((check) => check.passed)) good.push(candidate);
      else await close(candidate, false);
    }
    const pairs = good.map((candidate) => ({ candidate, view: eligible(candidate) }));
    const chosen = new Set(
      selectTasks(
        pairs.map((pair) => pair.view),
        accepted,
        { target, final },
      ),
    );
    for (const { candidate, view } of pairs) if (chosen.has(view)) await close(candidate, true);
    const ended = final || accepted.length + chosen.size >= target;
    const evidence = `the run holds its ${target} tasks, ${signatureLimit(target)} of this signature, or this prompt already`;
    for (const { candidate, view } of pairs)
      if (ended && !chosen.has(view))
        await close(candidate, false, [{ name: 'wanted', passed: false, evidence }]);
    await db.waves.scored(runId, wave);
  };
