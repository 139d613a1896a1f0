import { sha256 } from '../identity.ts';
import { isObject, type JsonObject } from '../json.ts';
import { normalText, type Rewrite, type Rule } from './normalize.ts';
import type { Wrong } from './phrase.ts';
import type { ReplayTool, StoredReply } from './replay.ts';
import { makeSimilar, type SimilarIndex } from './similar.ts';
import { makeValidity } from './valid-arguments.ts';
import { violationOf } from './violation.ts';

/** What the tiers beyond `exact` must know of a tool. */
export interface TierTool extends ReplayTool {
  readonly inputSchema: JsonObject;
}

/** What is switched on for a tool: `fidelity.json` says so after a measurement. */
export interface ToolSwitches {
  readonly defaults: boolean;
  readonly rewrites: readonly Rewrite[];
  readonly similar: { readonly threshold: number } | null;
}

/** The switches of a tool that was not measured. */
export const unmeasured: ToolSwitches = { defaults: true, rewrites: [], similar: null };

/** A recording with its request. */
export interface TierRecording extends StoredReply {
  readonly arguments: JsonObject;
  readonly state_key: string | null;
}

/** Replies to arguments with one thing wrong that are kept of each kind: each may be about another type. */
const MOST_TEMPLATES = 8;

/** The recordings of one tool, by what tiers look for. Holds numbers of recordings, never a response. */
export interface ToolIndex {
  isValid(args: JsonObject): boolean;
  /** Recordings of the same request under rules that it was built for, in the order given. */
  under(rules: readonly Rule[], args: JsonObject, stateKey: string | null): readonly number[];
  /** Replies of errors to arguments with exactly one thing wrong. */
  readonly templates: readonly (Wrong & { readonly at: number })[];
  readonly similar: SimilarIndex;
  /** Whether a recording is of a call that failed. */
  failed(at: number): boolean;
}

/** A response as JSON; undefined for a text that is none. */
export function parsedResponse({ response }: Pick<StoredReply, 'response'>): unknown {
  try {
    return JSON.parse(response);
  } catch {
    return undefined;
  }
}

/** Whether a reply is an error in form, of the protocol or as a result: what merely reads like one is not. */
function isError(reply: Pick<StoredReply, 'kind' | 'response'>): boolean {
  if (reply.kind === 'error') return true;
  if (!reply.response.includes('"isError"')) return false;
  const result = parsedResponse(reply);
  return isObject(result) && Boolean(result.isError);
}

/** The rules that a tool is asked under, one after the other: defaults alone, then with one rewrite each. */
export function rulesOf({ readOnly, inputSchema }: TierTool, switches: ToolSwitches): Rule[][] {
  const hasDefaults = switches.defaults && JSON.stringify(inputSchema).includes('"default":');
  const base: Rule[] = hasDefaults ? ['defaults'] : [];
  const further = readOnly ? switches.rewrites : [];
  return [...(hasDefaults ? [base] : []), ...further.map((rewrite): Rule[] => [...base, rewrite])];
}

const keyOf = (stateKey: string | null, text: string): string =>
  sha256(`${stateKey ?? ''}\n${text}`).slice(0, 32);

/** Looks at every recording of a tool once. */
export async function buildToolIndex(
  tool: TierTool,
  switches: ToolSwitches,
  recordings: AsyncIterable<TierRecording> | Iterable<TierRecording>,
): Promise<ToolIndex> {
  const { inputSchema } = tool;
  const rules = rulesOf(tool, switches);
  const normal = rules.map(() => new Map<string, number[]>());
  const validity = makeValidity(inputSchema);
  const wantsSimilar = tool.readOnly && switches.similar !== null;
  const similar = makeSimilar(inputSchema);
  const requests = new Set<string>();
  const templates: (Wrong & { at: number })[] = [];
  const failures = new Set<number>();
  let at = -1;
  for await (const recording of recordings) {
    at += 1;
    const { arguments: args, state_key } = recording;
    const text = normalText(inputSchema, args, []);
    if (text === null) continue;
    if (!recording.succeeded) failures.add(at);
    const valid = validity(args);
    // A server that wants what the schema has a default for says nothing of the call that gives it.
    if (!recording.succeeded && valid === 'with defaults') continue;
    if (valid === 'no') {
      const violation = isError(recording) ? violationOf(inputSchema, args) : null;
      const alike = templates.filter((one) => one.violation.kind === violation?.kind);
      if (violation && alike.length < MOST_TEMPLATES)
        templates.push({ violation, arguments: args, at });
      continue;
    }
    for (const [place, rule] of rules.entries()) {
      const under = normalText(inputSchema, args, rule);
      const key = under === null ? null : keyOf(state_key, under);
      const known = key === null ? undefined : normal[place]?.get(key);
      if (known) known.push(at);
      else if (key !== null) normal[place]?.set(key, [at]);
    }
    // Of several answers to one request the first counts, as where it is asked exactly.
    if (!wantsSimilar || state_key !== null) continue;
    const request = keyOf(null, text);
    if (!requests.has(request)) similar.add({ at, arguments: args });
    requests.add(request);
  }
  return {
    isValid: (args) => validity(args) !== 'no',
    templates,
    under(rule, args, stateKey) {
      const text = normalText(inputSchema, args, rule);
      const place = rules.findIndex((one) => one.join() === rule.join());
      return text === null ? [] : (normal[place]?.get(keyOf(stateKey, text)) ?? []);
    },
    similar,
    failed: (number) => failures.has(number),
  };
}
