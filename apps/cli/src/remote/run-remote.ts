import { randomUUID } from 'node:crypto';
import { run as runView } from '@firefly/contracts/control-api';
import { mustTakeBundle } from '../bundle-folder.ts';
import { commandLine } from '../command-line.ts';
import { lineTo } from '../printable.ts';
import type { Terminal } from '../terminal.ts';
import { makeApi } from './api.ts';
import { follow } from './follow.ts';
import { followingOf, type RequestOptions, requestOf } from './run-options.ts';
import { type ServiceOptions, servicePlace } from './service.ts';

/** The options of `run --url`. */
export interface RemoteOptions extends ServiceOptions, RequestOptions {
  readonly follow: boolean;
  /** Undefined if nobody named one: then the bundle stays where it is. */
  readonly out?: string | undefined;
  readonly json: boolean;
}

/** Asks a service for a run; follows it if that is wanted. Resolves to the exit code. */
export async function runRemote(options: RemoteOptions, terminal: Terminal): Promise<number> {
  const request = requestOf(options);
  const api = makeApi(await servicePlace(options, terminal));
  const following = followingOf(options, terminal.cwd);
  if (following.out !== undefined) await mustTakeBundle(following.out);
  const run = await api.post('/v1/runs', request, runView, randomUUID());
  if (options.follow || following.out !== undefined) {
    lineTo(terminal.err)(`Run ${run.id} at ${api.url}`);
    return follow(api, run.id, following, terminal);
  }
  const say = lineTo(terminal.out);
  if (options.json) say(JSON.stringify(run));
  else
    say(`Run ${run.id} is on its way: ${commandLine('runs', 'follow', run.id, '--url', api.url)}`);
  return 0;
}
