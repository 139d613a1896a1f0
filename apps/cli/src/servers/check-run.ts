import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { SERVER_LIMITS } from '@firefly/host/limits';
import { makeTempFolder } from '@firefly/host/temp-folder';
import { makeLoneLimiter } from '@firefly/mcp/limits/lone-limiter';
import { makeToolServers } from '@firefly/mcp/servers';
import { makeLifecycle } from '@firefly/service/lifecycle';
import { onSignals } from '@firefly/service/signals';
import { readHome } from '../environment.ts';
import { loadFile } from '../load-file.ts';
import { paintFor } from '../paint.ts';
import { lineTo } from '../printable.ts';
import type { Terminal } from '../terminal.ts';
import { checkServers } from './check.ts';
import { reportText } from './report-text.ts';
import { makeWaitingView } from './waiting-view.ts';

const STOP_MS = 10_000;
/** Nobody would come back to a server that was put off. */
const PATIENCE_MS = 10 * 60_000;
const WIDTHS = { least: 60, usual: 80, most: 100 } as const;

/** Nothing and 0 both say that nobody knows. */
const widthOf = (columns: number | undefined): number =>
  Math.max(WIDTHS.least, Math.min(WIDTHS.most, columns || WIDTHS.usual));

/**
 * Checks the servers of a file, with neither database nor queue; resolves to the exit code: 1 if one of
 * them cannot be used. Throws a `UsageError` for a file that a run would not take either.
 */
export async function checkRun(
  { file: given, json }: { readonly file: string; readonly json: boolean },
  terminal: Terminal,
): Promise<number> {
  const { environment, cwd, out, err } = terminal;
  const home = resolve(cwd, readHome(environment));
  const file = await loadFile(resolve(cwd, given), environment);
  const say = lineTo(err);
  const lifecycle = makeLifecycle({ deadlineMs: STOP_MS, report: say });
  const stop = new AbortController();
  const forget = onSignals(lifecycle);
  const view = makeWaitingView(err);
  try {
    const tempDir = await makeTempFolder(home);
    lifecycle.onStop('temporary files', () => rm(tempDir, { recursive: true, force: true }));
    const servers = makeToolServers(file, {
      ...{ tempDir, environment, limiter: makeLoneLimiter(), patienceMs: PATIENCE_MS },
      ...SERVER_LIMITS,
    });
    lifecycle.onStop('servers', () => servers.close());
    lifecycle.onStop('check', () => {
      stop.abort();
      view.close();
    });
    const reports = await checkServers(file, servers, view.show, stop.signal);
    if (stop.signal.aborted) {
      say('Stopped.');
      return 130;
    }
    view.close();
    const ok = reports.every((report) => report.usable);
    if (json) lineTo(out)(JSON.stringify({ file: file.path, ok, servers: reports }));
    else {
      const layout = { width: widthOf(out.columns), paint: paintFor(out, environment) };
      out.write(`${reportText(reports, layout)}\n`);
    }
    return ok ? 0 : 1;
  } finally {
    await lifecycle.stop();
    forget();
  }
}
