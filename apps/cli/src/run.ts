import { randomBytes } from 'node:crypto';
import type { Database } from '@firefly/db/database';
import { canonicalJson, sha256 } from '@firefly/domain/identity';
import type { Json } from '@firefly/domain/json';
import { ConfigError } from '@firefly/mcp/config/config-error';
import { loadServers } from '@firefly/mcp/config/load';
import { hashOf, policyOf } from '@firefly/mcp/config/servers-file';
import { driveRun } from '@firefly/pipeline/drive';
import type { RunSpec } from '@firefly/pipeline/run-spec';
import { makeLifecycle } from '@firefly/service/lifecycle';
import { onSignals } from '@firefly/service/signals';
import { readEnvironment } from './environment.ts';
import { makeProgressView } from './progress-view.ts';
import { report } from './report.ts';
import type { RunOptions } from './run-options.ts';
import { openRuntime } from './runtime.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const WAVES = 8;
const STOP_MS = 20_000;

type Loaded = Awaited<ReturnType<typeof loadServers>>;

async function load(file: string, env: Terminal['environment']): Promise<Loaded> {
  try {
    return await loadServers(file, env);
  } catch (error) {
    if (error instanceof ConfigError) throw new UsageError(error.message);
    throw error;
  }
}

/** Finds the run of these options, or makes it: unfinished it goes on, finished it is shown again. */
async function findOrCreate(
  db: Database,
  spec: RunSpec,
  file: Loaded,
  fresh: boolean,
): Promise<{ readonly id: string; readonly resumed: boolean }> {
  const key = sha256(canonicalJson(spec));
  const known = await db.runs.findByKey(key);
  if (known !== null && !fresh && known.status !== 'failed') return { id: known.id, resumed: true };
  if (known !== null) await db.runs.remove(known.id);
  const id = `${key.slice(0, 8)}-${randomBytes(4).toString('hex')}`;
  await db.runs.create({ id, key, spec: spec as unknown as Json });
  await db.servers.add(
    id,
    file.servers.map((entry) => ({ name: entry.name, policy: policyOf(entry) as unknown as Json })),
  );
  return { id, resumed: false };
}

/** A generation run with API, workers and queue in one process; resolves to the exit code. */
export async function run(options: RunOptions, terminal: Terminal): Promise<number> {
  const settings = readEnvironment(terminal.environment);
  const file = await load(options.servers, terminal.environment);
  const spec: RunSpec = {
    tasks: options.tasks,
    seed: options.seed,
    engine: options.engine,
    out: options.out,
    servers: options.servers,
    serversHash: hashOf(file),
    waves: WAVES,
    walks: Math.max(16, Math.ceil(options.tasks)),
  };
  const say = (message: string): void => void terminal.err.write(`${message}\n`);
  const lifecycle = makeLifecycle({ deadlineMs: STOP_MS, report: say });
  const stop = new AbortController();
  const forget = onSignals(lifecycle);
  lifecycle.onStop('run', () => stop.abort());
  const view = makeProgressView(terminal.err);
  try {
    const env = { settings, servers: terminal.environment, cwd: terminal.cwd };
    const runtime = await openRuntime(env, options.concurrency, lifecycle, say);
    // Registered last, so it is the first thing a stop does: the view must be quiet from then on.
    lifecycle.onStop('progress', () => {
      stop.abort();
      view.close();
    });
    const { id, resumed } = await findOrCreate(runtime.db, spec, file, options.fresh);
    if (resumed) say(`Run ${id} is known: going on where it was (--fresh starts over).`);
    const end = await driveRun(runtime, id, view.show, stop.signal);
    view.close();
    if (end.status === 'failed') {
      const failed = await runtime.db.runs.find(id);
      terminal.err.write(`firefly: run ${id} failed: ${failed?.error}\n`);
      return 1;
    }
    await report(runtime.db, id, spec, options.json, terminal.out);
    return 0;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    say('Stopped. The same command goes on from here.');
    return 130;
  } finally {
    await lifecycle.stop();
    forget();
  }
}
