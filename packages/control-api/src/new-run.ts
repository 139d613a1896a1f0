import { randomBytes } from 'node:crypto';
import type { RunRequest } from '@firefly/contracts/control-api';
import { whyUnpriced } from '@firefly/contracts/model-spec';
import { reachFor, type ServiceSpec } from '@firefly/contracts/run-spec';
import type { Run } from '@firefly/db/repositories/runs';
import { canonicalJson, sha256 } from '@firefly/domain/identity';
import type { Json } from '@firefly/domain/json';
import { becauseRequested } from '@firefly/telemetry/request-span';
import type { Caller } from './caller.ts';
import type { ControlApiParts } from './parts.ts';
import { Problem } from './problem.ts';
import { serversHash } from './servers-hash.ts';

/** Ids of runs sort by the time they were made. */
const newId = (): string =>
  `${Date.now().toString(36).padStart(9, '0')}-${randomBytes(5).toString('hex')}`;

/** The run that a mark has made, if it was asked for as now; else throws a Problem. */
function ofRequest(run: Run, hash: string): Run {
  if (run.requestHash === hash) return run;
  throw new Problem(409, 'This Idempotency-Key came with another request before. Use a new one.');
}

/** Refuses a budget of dollars that nobody can hold, where prices are known here. */
function mustBePriced(request: RunRequest, isPriced: ControlApiParts['isPriced']): void {
  const detail = isPriced === undefined ? null : whyUnpriced(request, isPriced);
  if (detail === null) return;
  const whose = request.budgets?.dollars === undefined ? 'exploration/dollars' : 'dollars';
  const pointer = `#/budgets/${whose}`;
  throw new Problem(422, `${pointer}: ${detail}`, { errors: [{ detail, pointer }] });
}

/** Makes the run of a request; the same request under the same mark gives the same run. */
export async function newRun(
  {
    db,
    queues,
    servers,
    isPriced,
  }: Pick<ControlApiParts, 'db' | 'queues' | 'servers' | 'isPriced'>,
  request: RunRequest,
  caller: Caller,
  mark: string | undefined,
): Promise<{ readonly run: Run; readonly made: boolean }> {
  const hash = sha256(canonicalJson(request));
  // First of all: what it named may have changed or gone since.
  const before = mark === undefined ? null : await db.serviceRuns.byRequest(caller.id, mark);
  if (before !== null) return { run: ofRequest(before, hash), made: false };
  const known = new Map((await servers.list()).map((server) => [server.name, server]));
  const errors = request.servers.flatMap((name, at) => {
    const server = known.get(name);
    if (server === undefined)
      return [{ detail: `the service knows no server "${name}"`, pointer: `#/servers/${at}` }];
    return server.policy === null
      ? [{ detail: server.problem ?? `"${name}" cannot be used`, pointer: `#/servers/${at}` }]
      : [];
  });
  const [first] = errors;
  if (first !== undefined)
    throw new Problem(422, `${first.pointer}: ${first.detail}. GET /v1/servers lists them.`, {
      errors,
    });
  mustBePriced(request, isPriced);
  const asked = request.servers.flatMap((server) => known.get(server) ?? []);
  const { name = null, servers: names, mix, budgets, model, ...rest } = request;
  const spec: ServiceSpec = {
    ...rest,
    ...reachFor(request.tasks),
    servers: { names, hash: serversHash(asked) },
    ...(mix === undefined ? {} : { mix }),
    ...(budgets === undefined ? {} : { budgets }),
    ...(model === undefined ? {} : { model }),
  };
  const id = newId();
  const made = await db.serviceRuns.create({
    ...{ id, key: sha256(canonicalJson(spec)), name, createdBy: caller.id },
    spec: spec as unknown as Json,
    request: mark === undefined ? null : { key: mark, hash },
    servers: asked.map(({ name, policy }) => ({ name, policy })),
  });
  if (!made.made) return { run: ofRequest(made.run, hash), made: false };
  // Queues that are away lose nothing: the keeper finds the run in its row.
  await becauseRequested(id, () =>
    queues.producer.enqueue(
      { queue: 'plan', payload: { runId: id, turn: 'made' } },
      made.run.revision,
    ),
  ).catch(() => {});
  return made;
}
