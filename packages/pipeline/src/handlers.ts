import type { Failure } from '@firefly/contracts/failure';
import { type Payload, type QueueKey, queues, type RunQueueKey } from '@firefly/contracts/queues';
import type { Handler, Handlers } from '@firefly/queue/handler';
import { makeCheckServer } from './check-server.ts';
import type { Dependencies } from './dependencies.ts';
import { failRun } from './run-end.ts';
import { makeRunStops } from './run-stops.ts';
import { makeDiscover } from './steps/discover.ts';
import { makeExplore } from './steps/explore.ts';
import { makeExport } from './steps/export.ts';
import { makeJudge } from './steps/judge.ts';
import { makeLink } from './steps/link.ts';
import { makePlan } from './steps/plan.ts';
import { makeProbe } from './steps/probe.ts';
import { makeScore } from './steps/score.ts';
import { makeSolve } from './steps/solve.ts';
import type { Step } from './steps/step.ts';
import { makeSynthesize } from './steps/synthesize.ts';
import { successors } from './successors.ts';

type Steps = { readonly [K in RunQueueKey]: Step<K> };

const makeSteps = (deps: Dependencies): Steps => ({
  discover: makeDiscover(deps),
  link: makeLink(deps),
  plan: makePlan(deps),
  explore: makeExplore(deps),
  probe: makeProbe(deps),
  synthesize: makeSynthesize(deps),
  judge: makeJudge(deps),
  solve: makeSolve(deps),
  score: makeScore(deps),
  export: makeExport(deps),
});

/** Queues what follows a finished step. */
async function goOn<K extends RunQueueKey>(
  deps: Dependencies,
  key: K,
  payload: Payload<K>,
): Promise<void> {
  const jobs = await successors[key](payload, deps.db);
  if (jobs.length > 0) await deps.enqueue(payload.runId, jobs);
}

const isRunning = async ({ db }: Dependencies, runId: string): Promise<boolean> =>
  (await db.runs.find(runId))?.status === 'running';

/** A handler for every queue: the step, the time it took, and what follows. */
export function makeHandlers(deps: Dependencies): Handlers {
  const steps = makeSteps(deps);
  const stops = makeRunStops(deps.db);
  const check = makeCheckServer(deps);
  const work = async <K extends RunQueueKey>(key: K, payload: Payload<K>, signal: AbortSignal) => {
    const started = performance.now();
    await steps[key](payload, { signal });
    await deps.db.timings.add(payload.runId, key, performance.now() - started);
    await goOn(deps, key, payload);
  };
  const wrap = <K extends RunQueueKey>(key: K): Handler<K> =>
    (async (payload: Payload<K>, context: { signal: AbortSignal }) => {
      // A run that has ended, or was removed, leaves jobs behind: they have nothing left to do.
      if (await isRunning(deps, payload.runId))
        await stops.within(payload.runId, context.signal, (signal) =>
          deps
            .withServers(payload.runId, () => work(key, payload, signal))
            .catch(async (error: unknown) => {
              // Paused or cancelled: what is missing then is found in the rows if the run goes on, which
              // it may do already.
              const stopped = signal.aborted || !(await isRunning(deps, payload.runId));
              if (context.signal.aborted || !stopped) throw error;
            }),
        );
      return queues[key].result.parse({ done: true });
    }) as unknown as Handler<K>;
  return {
    discover: wrap('discover'),
    link: wrap('link'),
    plan: wrap('plan'),
    explore: wrap('explore'),
    probe: wrap('probe'),
    synthesize: wrap('synthesize'),
    judge: wrap('judge'),
    solve: wrap('solve'),
    score: wrap('score'),
    export: wrap('export'),
    check: async (payload, { signal }) => {
      await check(payload, signal);
      return { done: true };
    },
  };
}

/**
 * What becomes of a run when a job has failed for good. One exploration is written off with its
 * reason and the run goes on; a step the whole run stands on fails the run. Where nothing is wrong with the
 * job, the run waits until somebody has it go on.
 */
export const makeOnFinalFailure =
  (deps: Dependencies) =>
  async (key: QueueKey, payload: Payload<QueueKey> | null, failure: Failure): Promise<void> => {
    const { db } = deps;
    if (payload !== null && !('runId' in payload))
      return db.serverChecks.failed(payload.server, payload.id, failure.message);
    // A payload that does not parse names no run: whoever watches over the run, which is `driveRun` for a
    // command and the keeper in the service, plans the work anew under a new revision.
    if (payload === null || !(await isRunning(deps, payload.runId))) return;
    const reason = `${key}: ${failure.message}`;
    const { runId } = payload;
    if (failure.kind === 'transient' && failure.holds === true) {
      await db.runs.hold(runId, reason);
      return;
    }
    // A simulator that does not work works for no exploration: that fails the run.
    if ('index' in payload && payload.index !== undefined && key !== 'solve') {
      const { wave, index } = payload;
      await db.misfits.add(runId, wave, index, [{ frame: 'failed', reason }]);
      if (key === 'explore')
        await db.explorations.explored(runId, wave, index, { stop: 'stuck', reason }, 0);
      else await db.explorations.setStatus(runId, wave, index, 'judged');
    } else if ('server' in payload) {
      await db.servers.dropped(runId, payload.server, failure.message, 0);
    } else {
      await failRun(db, runId, reason);
      return;
    }
    await goOn(deps, key as RunQueueKey, payload as never);
  };
