import { proposedArguments } from '@firefly/domain/catalog/proposed-arguments';
import { toolId } from '@firefly/domain/catalog/tool';
import type { PlannedCall } from '@firefly/domain/exploration/planned-call';
import type { Success } from '@firefly/domain/exploration/worth';
import { canonicalJson } from '@firefly/domain/identity';
import type { Json, JsonObject } from '@firefly/domain/json';
import { modelView } from '@firefly/domain/observing/model-view';
import { observe } from '@firefly/domain/observing/observe';
import type { Offer } from '../model-tool.ts';
import type { ToolUse } from '../replies.ts';
import { shortJson, shortText } from '../shorten.ts';

/** A call of an exploration as it was made, and what came of it. */
export interface MadeCall {
  readonly tool: string;
  readonly arguments: JsonObject;
  /** The JSON-RPC result or error, as recorded. */
  readonly result: Json;
  /** Null when the call succeeded. */
  readonly failure: string | null;
}

/** Corrections of a failing call; then its tool is left alone. */
const REPAIRS = 2;
/** Of an answer in the conversation: every later turn pays for it again. */
const LONGEST_ANSWER = 2_000;
const LONGEST_ERROR = 600;

/** An answer as the model reads it: what it sees is shortened once, when it is first sent. */
function answerText({ result }: MadeCall): string {
  const view = modelView(result);
  return view.length <= LONGEST_ANSWER ? view : shortJson(observe(result), LONGEST_ANSWER);
}

function errorText({ result, failure }: MadeCall): string {
  const view = failure?.startsWith('quarantined') ? '' : modelView(result);
  return shortText([failure, view].filter((text) => text !== '').join('\n'), LONGEST_ERROR);
}

/** Some gateways hand on the arguments as the text that the model wrote. */
function unpacked(input: Json): Json {
  if (typeof input !== 'string') return input;
  try {
    return JSON.parse(input) as Json;
  } catch {
    return input;
  }
}

/** What a call is answered with, or the call that must be made first. */
export type Answer =
  | { readonly text: string; readonly isError: boolean }
  | { readonly call: PlannedCall };

const refused = (text: string): Answer => ({ text, isError: true });

/** Answers the calls of a model out of those that were made, in order, and says which is to be made next. */
export class CallsMade {
  readonly successes: Success[] = [];
  /** Calls that were made, failed ones too. */
  count = 0;
  readonly #calls: readonly MadeCall[];
  readonly #offer: Offer;
  readonly #seen = new Map<string, number>();
  /** Failures in a row, by tool. */
  readonly #failing = new Map<string, number>();

  constructor(offer: Offer, calls: readonly MadeCall[]) {
    this.#offer = offer;
    this.#calls = calls;
  }

  answer({ name, input }: ToolUse): Answer {
    const tool = this.#offer.byName.get(name);
    if (tool === undefined)
      return refused(`There is no tool ${JSON.stringify(shortText(name, 80))}. No call was made.`);
    const id = toolId(tool);
    const failures = this.#failing.get(id) ?? 0;
    if (failures > REPAIRS)
      return refused('Leave this tool: it failed too often. No call was made.');
    const proposed = proposedArguments(tool, unpacked(input));
    if (!proposed.ok)
      return refused(`No call was made. Correct the arguments:\n${proposed.problems.join('\n')}`);
    const key = canonicalJson([id, proposed.arguments]);
    const before = this.#seen.get(key);
    if (before !== undefined)
      return refused(`Call ${before} was the same: its answer stands above. No call was made.`);
    const made = this.#calls[this.count];
    if (made === undefined) return { call: { tool: id, arguments: proposed.arguments } };
    this.count += 1;
    this.#seen.set(key, this.count);
    return made.failure === null
      ? this.#succeeded(id, proposed.arguments, made)
      : this.#failed(id, failures + 1, made);
  }

  #succeeded(tool: string, args: JsonObject, made: MadeCall): Answer {
    this.#failing.delete(tool);
    this.successes.push({ tool, arguments: args, observation: observe(made.result) });
    return { text: answerText(made), isError: false };
  }

  #failed(tool: string, failures: number, made: MadeCall): Answer {
    this.#failing.set(tool, failures);
    const advice =
      failures > REPAIRS ? 'Leave this tool now.' : 'Correct the call, or leave this tool.';
    return refused(`${errorText(made)}\n${advice}`);
  }
}
