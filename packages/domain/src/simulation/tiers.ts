import { requestKey } from '../identity.ts';
import { isObject, type JsonObject } from '../json.ts';
import { normalText } from './normalize.ts';
import { rephrase } from './phrase.ts';
import { answered, type ReplayAnswer, type StoredReply } from './replay.ts';
import { shows } from './shows.ts';
import {
  buildToolIndex,
  parsedResponse,
  rulesOf,
  type TierRecording,
  type TierTool,
  type ToolIndex,
  type ToolSwitches,
} from './tool-index.ts';
import { violationOf } from './violation.ts';

/**
 * The tiers beyond `exact`, in their order: what `replay` gives as a miss is asked here. Arguments that are
 * wrong get the server's own kind of error, or nothing; valid ones the answer to the same request written
 * otherwise, then, where it was measured to be right, the answer to one that is like it.
 */

/** How a call was answered that was not recorded as it was asked. */
export interface TierAnswer extends ReplayAnswer {
  readonly tier: 'normalized' | 'similar';
  /** `schema-violation`, `defaults`, the name of a rewrite, or `similar`. */
  readonly rule: string;
  /** How like the request of the recording is, from 0 to 1; only of `similar`. */
  readonly score?: number;
}

/** The recordings of one tool, numbered in one order. */
export interface TierSource {
  /** All of them, once: walked when the tool is first asked. */
  recordings(): AsyncIterable<TierRecording> | Iterable<TierRecording>;
  /** One of them, by its number. */
  read(at: number): TierRecording | Promise<TierRecording>;
}

export interface TierOptions {
  /** Of several replies to one request, the one that counts; else the first does. */
  readonly prefer?: (reply: StoredReply) => boolean;
  /** Recordings that are taken as not there: how a measurement holds them out. */
  readonly without?: (at: number) => boolean;
}

export interface ToolTiers {
  /** The answer to a call that no recording answers exactly; null for a miss. */
  answer(
    args: JsonObject,
    stateKey: string | null,
    options?: TierOptions,
  ): Promise<TierAnswer | null>;
}

type Asked = Required<TierOptions> & {
  readonly switches: ToolSwitches;
  readonly tool: TierTool;
  readonly index: ToolIndex;
  readonly read: TierSource['read'];
  readonly args: JsonObject;
  readonly stateKey: string | null;
};

/** The answer that a recording gives, by some rule. */
function given(
  { tool }: Asked,
  tier: TierAnswer['tier'],
  rule: string,
  { arguments: args, state_key, ...reply }: TierRecording,
): TierAnswer {
  const { server, fingerprint } = tool;
  const key = requestKey({ server, fingerprint, arguments: args, state_key });
  return { ...answered(tier, reply, key), tier, rule };
}

async function violated(asked: Asked): Promise<TierAnswer | null> {
  const { tool, index, args } = asked;
  const violation = violationOf(tool.inputSchema, args);
  if (violation === null) return null;
  const templates = index.templates.filter(
    (one) => one.violation.kind === violation.kind && !asked.without(one.at),
  );
  for (const template of templates) {
    const reply = await asked.read(template.at);
    const response = rephrase(reply, tool.name, template, { violation, arguments: args });
    // What was asked is none of the recorded requests: the reply is only worded like that of one.
    if (response !== null)
      return {
        ...given(asked, 'normalized', 'schema-violation', { ...reply, response }),
        answeredBy: null,
      };
  }
  return null;
}

async function normalized(asked: Asked): Promise<TierAnswer | null> {
  const { index, args, stateKey } = asked;
  for (const rules of rulesOf(asked.tool, asked.switches)) {
    const found = index.under(rules, args, stateKey).filter((at) => !asked.without(at));
    let first: TierRecording | undefined;
    for (const at of found) {
      const reply = await asked.read(at);
      first ??= reply;
      if (!asked.prefer(reply)) continue;
      first = reply;
      break;
    }
    if (first) return given(asked, 'normalized', rules.at(-1) ?? 'defaults', first);
  }
  return null;
}

async function similar(asked: Asked, threshold: number): Promise<TierAnswer | null> {
  const { index, args, stateKey } = asked;
  if (!asked.tool.readOnly || stateKey !== null) return null;
  const best = index.similar.nearest(args).find(({ at }) => !asked.without(at));
  // A neighbour that the server refused says that it may refuse this one, too, and in words of its own.
  if (best === undefined || best.score < threshold || index.failed(best.at)) return null;
  const reply = await asked.read(best.at);
  const result = parsedResponse(reply);
  if (!isObject(result) || shows(best.differing, result)) return null;
  return { ...given(asked, 'similar', 'similar', reply), score: best.score };
}

/** The tiers over an index that holds what the switches name, and may hold more. */
export function tiersOver(
  tool: TierTool,
  switches: ToolSwitches,
  index: ToolIndex,
  read: TierSource['read'],
): ToolTiers {
  return {
    async answer(args, stateKey, { prefer = () => false, without = () => false } = {}) {
      // Nested deeper than anything that could be compared.
      if (normalText(tool.inputSchema, args, []) === null) return null;
      const asked = { tool, switches, index, read, args, stateKey, prefer, without };
      if (!index.isValid(args)) return violated(asked);
      const { similar: on } = switches;
      return (await normalized(asked)) ?? (on && (await similar(asked, on.threshold)));
    },
  };
}

/** The tiers of one tool. Nothing is read before the first question. */
export function toolTiers(tool: TierTool, switches: ToolSwitches, source: TierSource): ToolTiers {
  let building: Promise<ToolIndex> | undefined;
  return {
    async answer(args, stateKey, options) {
      building ??= buildToolIndex(tool, switches, source.recordings());
      const index = await building.catch((error: unknown) => {
        // What could not be read now may be read when it is asked again.
        building = undefined;
        throw error;
      });
      const read = (at: number) => source.read(at);
      return tiersOver(tool, switches, index, read).answer(args, stateKey, options);
    },
  };
}
