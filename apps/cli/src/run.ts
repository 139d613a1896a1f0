import { resolve } from 'node:path';
import { failureOf } from '@firefly/contracts/failure';
import { concurrencyOf, loadOf } from '@firefly/host/load';
import { openStore } from '@firefly/host/store';
import { driveRun } from '@firefly/pipeline/drive';
import { makeLifecycle } from '@firefly/service/lifecycle';
import { onSignals } from '@firefly/service/signals';
import { findOrCreate } from './find-run.ts';
import type { PreparedRun } from './prepare-run.ts';
import { lineTo } from './printable.ts';
import { makeProgressView } from './progress-view.ts';
import { report } from './report.ts';
import { removeRunQueues } from './run-queues.ts';
import { openPipeline } from './runtime.ts';
import type { Terminal } from './terminal.ts';

const STOP_MS = 20_000;

/** A generation run with workers and queue in this process; resolves to the exit code. */
export async function run(
  { options, settings, file, misses, models, spec }: PreparedRun,
  terminal: Terminal,
): Promise<number> {
  const say = lineTo(terminal.err);
  const lifecycle = makeLifecycle({ deadlineMs: STOP_MS, report: say });
  // Registered first, so that it is the last to stop: all else may still tell something.
  lifecycle.onStop('telemetry', () => terminal.telemetry.stop());
  const stop = new AbortController();
  const forget = onSignals(lifecycle);
  lifecycle.onStop('run', () => stop.abort());
  const view = makeProgressView(terminal.err);
  let begun = false;
  try {
    const home = resolve(terminal.cwd, settings.FIREFLY_HOME);
    const load = loadOf(concurrencyOf(options.concurrency), settings.QUEUE_URL);
    const store = await openStore({ home }, load, lifecycle, say);
    const found = await findOrCreate(store.db, spec, file.servers, options.fresh, say);
    if (!found.finished) {
      const { environment } = terminal;
      const { concurrency } = options;
      begun = true;
      const queues = { url: settings.QUEUE_URL ?? store.url, say };
      if (found.replaces !== undefined) await removeRunQueues(queues, found.replaces);
      const { servers } = spec;
      const work = { runId: found.id, servers, misses, concurrency, queues, models, environment };
      const pipeline = await openPipeline(store, work, lifecycle);
      // Registered last, so it is the first thing a stop does: the view must be quiet from then on.
      lifecycle.onStop('progress', () => {
        stop.abort();
        view.close();
      });
      const { db } = store;
      const end = await driveRun({ db, pipeline }, found.id, view.show, stop.signal);
      view.close();
      pipeline.ended();
      if (end.status === 'paused') {
        const held = await db.runs.find(found.id);
        say(
          `firefly: run ${found.id} waits: ${held?.error}; once that is mended, the same command goes on from here.`,
        );
        return 1;
      }
      if (end.status === 'failed') {
        const failed = await db.runs.find(found.id);
        say(`firefly: run ${found.id} failed: ${failed?.error}`);
        return 1;
      }
    }
    const tasks = await report(store.db, found.id, spec, options.json, terminal.out);
    if (tasks === 0)
      say(
        spec.model === undefined
          ? `The run gave no task. "firefly servers check ${options.servers}" says what its tools wait for, such as "seedValues"; mend that and what the summary names, then add --fresh.`
          : 'The run gave no task. The summary says what came of each exploration and of what the models proposed; mend that, or ask other models, then add --fresh.',
      );
    return 0;
  } catch (error) {
    if (stop.signal.aborted) {
      say('Stopped. The same command goes on from here.');
      return 130;
    }
    const failure = failureOf(error);
    if (!begun || failure.kind !== 'transient') throw error;
    say(`firefly: ${failure.message}. The same command goes on from here.`);
    return 1;
  } finally {
    await lifecycle.stop();
    forget();
  }
}
