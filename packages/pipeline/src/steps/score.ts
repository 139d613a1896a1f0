import { ruleOf } from '@firefly/contracts/model-spec';
import { parseSpec } from '@firefly/contracts/run-spec';
import type { Candidate } from '@firefly/db/repositories/candidates';
import type { CheckResult } from '@firefly/domain/dataset/task';
import type { JudgingContext } from '@firefly/domain/judging/context';
import { selectTasks, signatureLimit } from '@firefly/domain/judging/select';
import { stable } from '@firefly/domain/judging/stable';
import { candidateClosed } from '@firefly/telemetry/instruments';
import type { Dependencies } from '../dependencies.ts';
import { judgingContext } from '../judging-context.ts';
import { passed } from '../passed.ts';
import { type Closed, closed, eligible, isGood } from '../verdicts.ts';
import { waveSnapshot } from '../wave-snapshot.ts';
import type { Step } from './step.ts';

/** The candidates that what was seen since has made unstable, with the check that says so (2.9). */
async function unsettled(
  candidates: readonly Candidate[],
  context: JudgingContext,
): Promise<Map<Candidate, CheckResult>> {
  const found = new Map<Candidate, CheckResult>();
  for (const candidate of candidates) {
    const check = await stable(candidate.draft, context);
    if (!check.passed) found.set(candidate, check);
  }
  return found;
}

/**
 * Closes the verdicts of a wave, all in one write: half of them would make the next selection another.
 * What is good but not needed yet stays open until the last wave; what has turned out unstable is
 * rejected, even if it was accepted before.
 */
export const makeScore =
  (deps: Pick<Dependencies, 'db' | 'evaluate' | 'evidenceAfter'>): Step<'score'> =>
  async ({ runId, wave }) => {
    const { db } = deps;
    const run = await db.runs.find(runId);
    const row = await db.waves.get(runId, wave);
    if (run === null || row === null || row.status === 'scored') return;
    const spec = parseSpec(run.spec);
    const { tasks: target, mix, engine } = spec;
    const rule = ruleOf(spec);
    const final = run.stopping !== null || waveSnapshot.parse(row.snapshot).final;
    const all = await db.candidates.list(runId);
    const open = all.filter(({ status }) => status === 'judged' || status === 'solved');
    // Its replay is still to come: `plan` sees that from the rows and has it solved first.
    if (open.some((candidate) => candidate.replay === null && passed(candidate))) return;
    const good = open.filter((candidate) => isGood(candidate, rule));
    const held = all.filter(({ status }) => status === 'accepted');
    const context = await judgingContext(deps, runId, wave);
    const turned = await unsettled([...held, ...good], context);
    const accepted = held.filter((candidate) => !turned.has(candidate)).map(eligible);
    const pairs = good
      .filter((candidate) => !turned.has(candidate))
      .map((candidate) => ({ candidate, view: eligible(candidate) }));
    const views = pairs.map(({ view }) => view);
    // What `rules` finds first is shallow and kept back; what a model found was paid for.
    const wanted = { target, final: final || engine !== 'rules', mix };
    const chosen = new Set(selectTasks(views, accepted, wanted));
    const ended = final || accepted.length + chosen.size >= target;
    const evidence = `the run holds its ${target} tasks, ${signatureLimit(target)} of this signature, or this prompt already`;
    const unwanted: CheckResult = { name: 'wanted', passed: false, evidence };
    const verdicts: Closed[] = [
      ...open.filter((c) => !good.includes(c)).map((c) => closed(c, false, rule)),
      ...[...turned].map(([candidate, check]) => closed(candidate, false, rule, [check])),
      ...pairs.flatMap(({ candidate, view }) =>
        chosen.has(view)
          ? [closed(candidate, true, rule)]
          : ended
            ? [closed(candidate, false, rule, [unwanted])]
            : [],
      ),
    ];
    await db.candidates.saveVerdicts(runId, verdicts);
    const taken = pairs.filter(({ view }) => chosen.has(view)).map(({ view }) => view.id);
    await db.waves.scored(runId, wave, taken);
    for (const { verdict } of verdicts)
      candidateClosed(verdict.accepted, verdict.checks.find((k) => !k.passed)?.name ?? '');
  };
