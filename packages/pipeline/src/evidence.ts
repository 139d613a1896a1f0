import type { Database } from '@firefly/db/database';
import type { Recording } from '@firefly/domain/dataset/recording';
import { requestKey } from '@firefly/domain/identity';
import type { Json } from '@firefly/domain/json';
import { varyingPointers } from '@firefly/domain/observing/vary';
import type { ObservedCall } from '@firefly/domain/tool-graph/record-groups';
import type { TriedCall } from '@firefly/domain/tool-graph/standing';
import { answeredOf } from './effects.ts';
import { isInvalidOwner } from './owners.ts';
import { steadyPart } from './steady.ts';

/** All calls of a run up to a wave, in a fixed order: what a snapshot is made of (rule 2.12). */
export interface Evidence {
  readonly calls: readonly { readonly recording: Recording; readonly observation: Json | null }[];
  /** The calls as plans may see them: without what varies between equal calls. */
  readonly tried: readonly TriedCall[];
  /** The successful ones among `tried`. */
  readonly observed: readonly ObservedCall[];
  /** Varying pointers of a tool from the probes; null when it was never probed. */
  varying(fingerprint: string): readonly string[] | null;
  /** Pointers that differ between answers to one request. */
  conflicts(fingerprint: string): readonly string[];
  ofTool(fingerprint: string): readonly { arguments: Recording['arguments']; observation: Json }[];
}

const ownerOrder = (owner: string): [number, number] => {
  const [stage, wave, index] = owner.split('/');
  return stage === 'explore' ? [Number(wave), Number(index)] : [-1, 0];
};

function conflictsOf(calls: Evidence['calls']): ReadonlyMap<string, readonly string[]> {
  const byRequest = Map.groupBy(
    calls.filter((call) => call.observation !== null),
    (call) => requestKey(call.recording),
  );
  const found = new Map<string, Set<string>>();
  for (const same of byRequest.values()) {
    const [first, ...others] = same;
    if (first === undefined || others.length === 0) continue;
    const again = others.map((call) => call.observation as Json);
    const pointers = found.get(first.recording.fingerprint) ?? new Set<string>();
    found.set(first.recording.fingerprint, pointers);
    for (const pointer of varyingPointers(first.observation as Json, again)) pointers.add(pointer);
  }
  return new Map([...found].map(([fingerprint, pointers]) => [fingerprint, [...pointers].sort()]));
}

/** Reads the evidence of discovery and of all waves before `beforeWave`. */
export async function loadEvidence(
  db: Pick<Database, 'recordings' | 'probes'>,
  runId: string,
  beforeWave: number,
): Promise<Evidence> {
  const rows = (await db.recordings.byRun(runId))
    .filter(({ owner }) => !owner.startsWith('probe/') && !isInvalidOwner(owner))
    .map((row) => ({ row, order: ownerOrder(row.owner) }))
    .filter(({ order }) => order[0] < beforeWave)
    .sort(
      (a, b) =>
        a.order[0] - b.order[0] ||
        a.order[1] - b.order[1] ||
        (a.row.owner < b.row.owner ? -1 : a.row.owner > b.row.owner ? 1 : 0) ||
        a.row.ordinal - b.row.ordinal,
    );
  const calls = rows.map(({ row }) => answeredOf(row.recording));
  const toolOf = (recording: Recording) => `${recording.server}/${recording.tool}`;
  const probes = (await db.probes.list(runId)).filter((probe) => probe.wave < beforeWave);
  const conflicts = conflictsOf(calls);
  const unsteady = new Map(conflicts);
  for (const { fingerprint, varying } of probes)
    unsteady.set(fingerprint, [...(unsteady.get(fingerprint) ?? []), ...varying]);
  const tried = calls.map(({ recording, observation }) => ({
    tool: toolOf(recording),
    arguments: recording.arguments,
    observation:
      observation === null
        ? null
        : steadyPart(observation, unsteady.get(recording.fingerprint) ?? []),
  }));
  // One recording per request: a call made again says nothing new.
  const once = new Map(calls.map((call) => [requestKey(call.recording), call])).values();
  const byTool = Map.groupBy(once, (call) => call.recording.fingerprint);
  return {
    calls,
    tried,
    observed: tried.filter((call): call is ObservedCall => call.observation !== null),
    varying(fingerprint) {
      const found = probes.filter((probe) => probe.fingerprint === fingerprint);
      return found.length === 0 ? null : [...new Set(found.flatMap((probe) => probe.varying))];
    },
    conflicts: (fingerprint) => conflicts.get(fingerprint) ?? [],
    ofTool: (fingerprint) =>
      (byTool.get(fingerprint) ?? []).flatMap(({ recording, observation }) =>
        observation === null ? [] : [{ arguments: recording.arguments, observation }],
      ),
  };
}
