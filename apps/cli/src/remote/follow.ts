import { type RunDetail, runDetail } from '@firefly/contracts/control-api';
import { makeLifecycle } from '@firefly/service/lifecycle';
import { onSignals } from '@firefly/service/signals';
import { mustTakeBundle } from '../bundle-folder.ts';
import { commandLine } from '../command-line.ts';
import { lineTo } from '../printable.ts';
import { makeProgressView } from '../progress-view.ts';
import type { Terminal } from '../terminal.ts';
import type { Api } from './api.ts';
import { followRun } from './events.ts';
import { fetchBundle } from './fetch-bundle.ts';
import { runText } from './run-text.ts';

/** What is wanted of a run that is followed. */
export interface Following {
  /** Absolute folder for its bundle. */
  readonly out: string | undefined;
  readonly json: boolean;
}

const STOP_MS = 5_000;

/** A command about this run. */
const about = (api: Api, move: string, runId: string): string =>
  commandLine('runs', move, runId, '--url', api.url);

/** Prints how a run ended; resolves to the exit code. */
function report(run: RunDetail, { out, json }: Following, terminal: Terminal): number {
  if (json) lineTo(terminal.out)(JSON.stringify({ ...run, out: out ?? null }));
  else {
    terminal.out.write(`${runText(run)}\n`);
    if (out !== undefined && run.status === 'finished')
      lineTo(terminal.out)(`Its bundle is verified: ${out}`);
  }
  return run.status === 'finished' ? 0 : 1;
}

/** Shows a run until it has ended, then what it came to; resolves to the exit code. */
export async function follow(
  api: Api,
  runId: string,
  following: Following,
  terminal: Terminal,
): Promise<number> {
  const { out } = following;
  if (out !== undefined) await mustTakeBundle(out);
  const say = lineTo(terminal.err);
  const view = makeProgressView(terminal.err);
  const stop = new AbortController();
  const lifecycle = makeLifecycle({ deadlineMs: STOP_MS, report: say });
  lifecycle.onStop('telemetry', () => terminal.telemetry.stop());
  let over = false;
  lifecycle.onStop('following', () => {
    view.close();
    if (over) return;
    say(`No longer followed: the run goes on. ${about(api, 'follow', runId)} shows it again,`);
    say(`${about(api, 'cancel', runId)} stops it.`);
    stop.abort();
  });
  const forget = onSignals(lifecycle);
  try {
    const listener = {
      progress: view.show,
      status(status: string) {
        if (status === 'paused') say(`The run is paused: ${about(api, 'resume', runId)}`);
      },
    };
    await followRun(api, runId, listener, stop.signal);
    const run = await api.get(`/v1/runs/${encodeURIComponent(runId)}`, runDetail);
    view.show({ status: run.status, ...run.progress });
    view.close();
    if (out !== undefined && run.status === 'finished')
      await fetchBundle(api, runId, out, stop.signal);
    over = true;
    return report(run, following, terminal);
  } catch (error) {
    if (stop.signal.aborted) return 130;
    over = true;
    throw error;
  } finally {
    await lifecycle.stop();
    forget();
  }
}
