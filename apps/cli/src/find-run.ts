import { randomBytes } from 'node:crypto';
import type { ModelStage } from '@firefly/contracts/model';
import { type CommandSpec, commandSpec } from '@firefly/contracts/run-spec';
import type { Database } from '@firefly/db/database';
import type { Run } from '@firefly/db/repositories/runs';
import { canonicalJson, sha256 } from '@firefly/domain/identity';
import type { Json } from '@firefly/domain/json';
import { policyOf, type ServersFile } from '@firefly/mcp/config/servers-file';
import { holdsRun } from './bundle-folder.ts';
import { UsageError } from './usage-error.ts';

/** The run of a request. */
export interface FoundRun {
  readonly id: string;
  /** Nothing is left to do: its bundle stands in its folder. */
  readonly finished: boolean;
  /** The run of the same request that it takes the place of: its rows are gone. */
  readonly replaces?: string;
}

type Rows = Pick<Database, 'runs' | 'servers' | 'modelCalls'>;

/**
 * Finds the run of a request, or makes it. Unfinished or paused it goes on; finished it is shown again, unless
 * its folder lost the bundle. A failed one starts over, as does one whose bundle is lost: but not where replies
 * of models were paid for, which are made use of. With `fresh` any starts over, unless another process works on
 * it. Throws before anything is stored if the spec is not one that the pipeline would take.
 */
export async function findOrCreate(
  db: Rows,
  spec: CommandSpec,
  servers: ServersFile['servers'],
  fresh: boolean,
  say: (message: string) => void,
): Promise<FoundRun> {
  const stored = commandSpec.parse(spec);
  const key = sha256(canonicalJson(stored));
  return db.runs.inTurn(key, () => findOrCreateOf(db, key, stored, servers, fresh, say));
}

/** Stages whose replies are kept for all runs: another run has them, too. */
const KEPT: ReadonlySet<ModelStage> = new Set(['qualify', 'link']);

/** Whether replies of models would be lost with a run. */
const paidFor = async ({ modelCalls }: Rows, { id }: Run): Promise<boolean> =>
  (await modelCalls.ledger(id)).some(({ stage, requests }) => requests > 0 && !KEPT.has(stage));

async function findOrCreateOf(
  db: Rows,
  key: string,
  spec: CommandSpec,
  servers: ServersFile['servers'],
  fresh: boolean,
  say: (message: string) => void,
): Promise<FoundRun> {
  const addServers = (id: string): Promise<void> =>
    db.servers.add(
      id,
      servers.map((entry) => ({ name: entry.name, policy: policyOf(entry) as unknown as Json })),
    );
  const goOn = async ({ id, status }: Run): Promise<FoundRun> => {
    await db.runs.goOn(id, status);
    // A crash right after its row was made leaves it without servers; the key vouches for the same ones.
    await addServers(id);
    return { id, finished: false };
  };
  const known = await db.runs.findByKey(key);
  if (known !== null && !fresh && (known.status === 'running' || known.status === 'paused')) {
    say(`Run ${known.id} is not finished: going on where it was (--fresh starts over).`);
    return goOn(known);
  }
  const hasPaid = known !== null && !fresh && (await paidFor(db, known));
  if (known?.status === 'failed' && hasPaid) {
    say(
      `Run ${known.id} failed (${known.error}): going on where it was, with what models were paid for (--fresh starts over).`,
    );
    return goOn(known);
  }
  if (known !== null && !fresh && known.status === 'finished') {
    if (await holdsRun(spec.out, known.id)) {
      say(`Run ${known.id} is finished: this is its result (--fresh starts over).`);
      return { id: known.id, finished: true };
    }
    say(`The bundle of run ${known.id} is no longer in ${spec.out}: it is made again.`);
    if (hasPaid) return goOn(known);
  }
  if (known !== null && !(await db.runs.remove(known.id)))
    throw new UsageError(
      `another process works on run ${known.id}: wait for its end or stop it, then start over`,
    );
  const id = `${key.slice(0, 8)}-${randomBytes(4).toString('hex')}`;
  await db.runs.create({ id, key, spec: spec as unknown as Json });
  await addServers(id);
  return { id, finished: false, ...(known === null ? {} : { replaces: known.id }) };
}
