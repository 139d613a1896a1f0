import { failureOf, isPutOff } from '@firefly/contracts/failure';
import { discoveryCalls } from '@firefly/domain/catalog/fillable';
import { survey } from '@firefly/domain/catalog/survey';
import type { ServerPolicy } from '@firefly/domain/catalog/tool';
import { stateOf } from '@firefly/domain/exploration/outlook';
import { statelessOf } from '../catalog.ts';
import type { Dependencies } from '../dependencies.ts';
import { makeCaller } from '../effects.ts';
import { makeInvalidCalls } from '../invalid-calls.ts';
import { missesOf } from '../misses.ts';
import { outOfOrder } from '../out-of-order.ts';
import type { Step } from './step.ts';

/**
 * Lists a server's tools, qualifies them, calls those whose arguments are known from the start, makes the
 * calls that policies missed, and calls each that only reads once with arguments that break its schema.
 */
export const makeDiscover =
  (deps: Pick<Dependencies, 'db' | 'serversOf' | 'misses'>): Step<'discover'> =>
  async ({ runId, server }, { signal }) => {
    const { db } = deps;
    const row = (await db.servers.list(runId)).find((candidate) => candidate.name === server);
    if (row === undefined || row.status !== 'pending') return;
    const policy = row.policy as unknown as ServerPolicy;
    const started = performance.now();
    const took = () => performance.now() - started;
    const servers = await deps.serversOf(runId);
    const listing = await servers.list(server, signal).catch((error: unknown) => {
      const failure = failureOf(error);
      if (signal.aborted || failure.kind === 'cancelled' || isPutOff(failure)) throw error;
      return failure.message;
    });
    // What a server does wrong costs that server; what our own rows do wrong is tried again.
    if (typeof listing === 'string') return db.servers.dropped(runId, server, listing, took());
    const { qualified, refused, notes } = survey(listing.tools, policy);
    if (refused !== null) return db.servers.dropped(runId, server, refused, took());
    await db.tools.save(runId, qualified);
    const owner = `discover/${server}`;
    const earlier = (await db.recordings.byOwner(runId, owner)).map((row) => row.recording);
    const stateless = statelessOf(qualified, new Set(policy.workspace ? [server] : []));
    const caller = makeCaller(
      { recordings: db.recordings, servers, stateless },
      { runId, owner, earlier },
    );
    const first = qualified
      .filter(({ qualification }) => qualification.kept)
      .flatMap(({ tool }) => discoveryCalls(tool, policy).map((args) => ({ tool, args })));
    const missed = missesOf(deps.misses, server, qualified, first);
    const made = [...earlier];
    try {
      const upTo = async (calls: typeof first): Promise<void> => {
        for (const { tool, args } of calls.slice(made.length))
          made.push((await caller.call(tool, args, signal)).recording);
      };
      await upTo(first);
      const broken = outOfOrder(made.slice(0, first.length));
      if (broken !== null) return db.servers.dropped(runId, server, broken, took());
      await upTo([...first, ...missed.calls]);
    } finally {
      await caller.close();
    }
    // What `servers check` says is not called is not called this way either.
    const tools = qualified.flatMap(({ tool, qualification: { kept, readOnly } }) =>
      kept && readOnly && stateOf(tool, policy) !== 'not called' ? [tool] : [],
    );
    await makeInvalidCalls(deps, { runId, server, tools, made, stateless }, signal);
    const { name, version, protocolVersion } = listing;
    const said = { name, version, protocolVersion, notes: [...listing.notes, ...notes] };
    const info = { ...said, misses: missed.told };
    await db.servers.listed(runId, server, info, took());
  };
