import type { RunSpec } from '@firefly/contracts/run-spec';
import type { ServerRow } from '@firefly/db/repositories/servers';
import { chooseMisses, type MissedCall } from '@firefly/domain/catalog/missed-calls';
import { type Qualification, type Tool, toolId } from '@firefly/domain/catalog/tool';
import { canonicalJson } from '@firefly/domain/identity';
import type { JsonObject } from '@firefly/domain/json';
import { z } from 'zod';
import { counted } from './tally.ts';

/** What discovery says of the calls of one server that policies missed. */
export const missesTold = z.object({
  /** Different calls that are recorded now. */
  called: z.int(),
  /** Why others were left out. */
  left: counted,
});

type Told = z.output<typeof missesTold>;

/** Reasons name tools of a log, so of very many the rarest are only counted. */
const MOST_REASONS = 20;

function reasons(left: Iterable<readonly [what: string, count: number]>): Told['left'] {
  const sums = new Map<string, number>();
  for (const [what, count] of left) sums.set(what, (sums.get(what) ?? 0) + count);
  const all = [...sums]
    .map(([what, count]) => ({ what, count }))
    .sort((a, b) => b.count - a.count || (a.what < b.what ? -1 : 1));
  const rest = all.slice(MOST_REASONS).reduce((sum, { count }) => sum + count, 0);
  const most = all.slice(0, MOST_REASONS);
  return rest === 0 ? most : [...most, { what: 'other reasons', count: rest }];
}

interface Call {
  readonly tool: Tool;
  readonly args: JsonObject;
}

/** The missed calls that discovery makes of a server after its `first` ones, and what it says of them. */
export function missesOf(
  misses: readonly MissedCall[],
  server: string,
  qualified: readonly { readonly tool: Tool; readonly qualification: Qualification }[],
  first: readonly Call[],
): { readonly calls: readonly Call[]; readonly told: Told } {
  const own = misses.filter((miss) => miss.server === server);
  const chosen = chooseMisses(own, qualified);
  const keyOf = ({ tool, args }: Call) => canonicalJson([toolId(tool), args]);
  const made = new Set(first.map(keyOf));
  return {
    calls: chosen.calls.filter((call) => !made.has(keyOf(call))),
    told: { called: chosen.calls.length, left: reasons(chosen.left) },
  };
}

const listed = z.object({ misses: missesTold });

/** What became of the missed calls that a run was given; null for a run without any. */
export function missesSummary(
  spec: RunSpec,
  servers: readonly ServerRow[],
): (Told & { logged: number }) | null {
  if (!('misses' in spec) || spec.misses === undefined) return null;
  const { logged, unnamed } = spec.misses;
  let called = 0;
  const left: [string, number][] = unnamed > 0 ? [['its log names no more', unnamed]] : [];
  for (const [name, count] of Object.entries(logged)) {
    const server = servers.find((row) => row.name === name);
    const told = listed.safeParse(server?.info);
    if (told.success) {
      called += told.data.misses.called;
      for (const { what, count } of told.data.misses.left) left.push([what, count]);
    } else
      left.push([`server "${name}" ${server ? 'was dropped' : 'is no part of the run'}`, count]);
  }
  const sum = Object.values(logged).reduce((all, count) => all + count, unnamed);
  return { logged: sum, called, left: reasons(left) };
}
