import { canonicalJson } from '../identity.ts';
import type { JsonObject } from '../json.ts';
import { requiredDefaults } from './required-defaults.ts';
import type { Qualification, Tool } from './tool.ts';
import { compileSchema } from './validator.ts';

/** A call that sessions of a simulator made in vain: of use as a first call of another run. */
export interface MissedCall {
  readonly server: string;
  readonly tool: string;
  /** Of the tool as the simulator's bundle held it. */
  readonly fingerprint: string;
  readonly arguments: JsonObject;
  /** How often it was made. */
  readonly count: number;
}

/** Missed calls that discovery makes of one server at most. */
export const MOST_MISSED = 200;

/** What is called of a server's missed calls, and why the rest is not. */
export interface ChosenMisses {
  readonly calls: readonly { readonly tool: Tool; readonly args: JsonObject }[];
  /** Missed calls by the reason why they are left out. */
  readonly left: ReadonlyMap<string, number>;
}

const keyOf = ({ server, tool, fingerprint, arguments: args }: MissedCall): string =>
  canonicalJson([server, tool, fingerprint, args]);

/**
 * Equal calls as one, with the sum of their counts: the most frequent first, of equally frequent ones in
 * the order of their canonical JSON. Calls that have none are left out.
 */
export function mergeMisses(misses: Iterable<MissedCall>): MissedCall[] {
  const merged = new Map<string, MissedCall>();
  for (const miss of misses) {
    const { server, tool, fingerprint, arguments: args } = miss;
    let key: string;
    try {
      key = keyOf(miss);
    } catch {
      continue;
    }
    const count = (merged.get(key)?.count ?? 0) + miss.count;
    merged.set(key, { server, tool, fingerprint, arguments: args, count });
  }
  return [...merged]
    .sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1))
    .map(([, miss]) => miss);
}

interface Qualified {
  readonly tool: Tool;
  readonly qualification: Pick<Qualification, 'kept' | 'readOnly'>;
}

/** Why a missed call is not made; null if it may be. */
function hindranceOf(miss: MissedCall, known: Qualified | undefined): string | null {
  const name = JSON.stringify(miss.tool);
  if (known === undefined) return `its server has no tool ${name}`;
  const { tool, qualification } = known;
  if (tool.fingerprint !== miss.fingerprint) return `${name} is not the tool that it was`;
  if (!qualification.kept) return `${name} is left out of this run`;
  if (!qualification.readOnly) return `${name} does not only read`;
  const compiled = compileSchema(tool.inputSchema);
  const given = { ...requiredDefaults(tool.inputSchema), ...miss.arguments };
  return compiled.ok && compiled.fits(given) ? null : `the arguments do not fit ${name}`;
}

/**
 * Which missed calls of one server discovery makes: those whose tool is kept, only reads and is the same
 * as then, whose arguments fit, in the order given. Calls made already count among the 200.
 */
export function chooseMisses(
  misses: readonly MissedCall[],
  qualified: readonly Qualified[],
): ChosenMisses {
  const byName = new Map(qualified.map((each) => [each.tool.name, each]));
  const calls: { tool: Tool; args: JsonObject }[] = [];
  const left = new Map<string, number>();
  for (const miss of misses) {
    const known = byName.get(miss.tool);
    const full = calls.length >= MOST_MISSED ? `there are more than ${MOST_MISSED}` : null;
    const why = hindranceOf(miss, known) ?? full;
    if (why !== null) left.set(why, (left.get(why) ?? 0) + 1);
    else if (known !== undefined) calls.push({ tool: known.tool, args: miss.arguments });
  }
  return { calls, left };
}
