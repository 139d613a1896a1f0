import type { Tool } from '@firefly/domain/catalog/tool';
import type { Recording } from '@firefly/domain/dataset/recording';
import { invalidCall } from '@firefly/domain/simulation/invalid-call';
import type { Dependencies } from './dependencies.ts';
import { makeCaller } from './effects.ts';
import { invalidOwner } from './owners.ts';

/**
 * Makes one call of each of these tools, which must only read, that breaks its input schema, so that the
 * bundle holds how its server says so; nothing else is made of it. In a workspace they are made in a
 * process of their own. Goes on where a cut-off attempt stopped. A reply that does not come ends it for
 * the server: whatever such a call does to it is not done to it again.
 */
export async function makeInvalidCalls(
  { db, serversOf }: Pick<Dependencies, 'db' | 'serversOf'>,
  run: {
    readonly runId: string;
    readonly server: string;
    readonly tools: readonly Tool[];
    /** First calls: a tool that answered one is asked with these arguments less one. */
    readonly made: readonly Recording[];
    readonly stateless: ReadonlySet<string>;
  },
  signal: AbortSignal,
): Promise<void> {
  const { runId, tools, made, stateless } = run;
  const owner = invalidOwner(run.server);
  const earlier = (await db.recordings.byOwner(runId, owner)).map((row) => row.recording);
  const calls = tools.flatMap((tool) => {
    const answered = made.find(
      ({ fingerprint, failure }) => fingerprint === tool.fingerprint && failure === null,
    );
    const call = invalidCall(tool, answered?.arguments);
    return call === null ? [] : [{ tool, args: call.arguments }];
  });
  const servers = await serversOf(runId);
  const caller = makeCaller(
    { recordings: db.recordings, servers, stateless },
    { runId, owner, earlier, invalid: true },
  );
  try {
    let last = earlier.at(-1);
    for (const { tool, args } of calls.slice(earlier.length)) {
      if (last?.kind === 'lost') return;
      last = (await caller.call(tool, args, signal)).recording;
    }
  } finally {
    await caller.close();
  }
}
