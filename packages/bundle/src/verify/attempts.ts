import type { RolloutRow, ToolRow } from '@firefly/contracts/bundle';
import { SUBMIT_ANSWER } from '@firefly/domain/dataset/golden';
import { requestKey, sha256, stateKey } from '@firefly/domain/identity';
import { isObject, type JsonObject } from '@firefly/domain/json';
import type { Attempt } from '@firefly/domain/reward/answer';
import type { MadeCall } from '@firefly/domain/reward/made-calls';
import { isKeepable, NOT_KEPT } from '@firefly/domain/simulation/keepable';
import type { KnownRecording } from './catalog.ts';

/** What is recomputed of one attempt of a solver: its calls, as the recordings answer them, and its answer. */

type Call = NonNullable<
  Extract<RolloutRow['messages'][number], { role: 'assistant' }>['tool_calls']
>[number];
type Answer = RolloutRow['answers'][number];

/** What the calls of an attempt are held against. */
export interface Offered {
  readonly tools: ReadonlyMap<string, ToolRow>;
  recording(id: string): KnownRecording | undefined;
}

/** Rules by which the simulator words an answer itself. */
const WORDED: ReadonlySet<string> = new Set(['schema-violation']);

/** One call and its answer, as the fold over an attempt has them. */
interface Answered {
  readonly call: Call;
  /** Undefined where the task does not offer it. */
  readonly tool: ToolRow | undefined;
  readonly args: JsonObject;
  readonly answer: Answer;
  readonly content: string;
}

/**
 * Why an answer cannot be what the simulator said; the recording it gave, if it gave one. What was a miss then
 * may have been recorded later in the run, and which tools change state may be known better: a recording made
 * in a fresh state is as good.
 */
function recorded(
  { call, tool, args, answer, content }: Answered,
  stateOf: (tool: ToolRow) => string | null,
  recording: (id: string) => KnownRecording | undefined,
): { readonly found?: KnownRecording | undefined; readonly problem?: string } {
  if (answer.recording === null)
    return answer.tier === 'miss' || answer.tier === 'simulated' || answer.tier === null
      ? {}
      : { problem: `the answer to ${call.id} names no recording` };
  const found = recording(answer.recording);
  if (found === undefined || `${found.server}/${found.tool}` !== call.tool)
    return { problem: `recording ${answer.recording} of ${call.id} is none of ${call.tool}` };
  const isOf = (state_key: string | null): boolean =>
    tool !== undefined && found.key === requestKey({ ...tool, arguments: args, state_key });
  if (answer.tier === 'exact' && !isOf(null) && !(tool && isOf(stateOf(tool))))
    return { found, problem: `recording ${found.id} is not of the request of ${call.id}` };
  if (!WORDED.has(answer.rule ?? '') && sha256(content) !== found.view)
    return { found, problem: `is not the model view of recording ${found.id}` };
  return { found };
}

/** The calls of an attempt that reached the simulator, as a reward looks at them; problems are told. */
export function madeCalls(
  row: RolloutRow,
  offered: Offered,
  add: (message: string) => void,
): MadeCall[] {
  const made: MadeCall[] = [];
  const open = new Map<string, Call>();
  const changes = new Map<string, { fingerprint: string; arguments: JsonObject }[]>();
  const answers = row.answers.values();
  let next = answers.next();
  const stateOf = ({ server }: ToolRow): string | null => stateKey(changes.get(server) ?? []);
  for (const [index, message] of row.messages.entries()) {
    for (const call of message.role === 'assistant' ? (message.tool_calls ?? []) : [])
      open.set(call.id, call);
    if (message.role !== 'tool') continue;
    const at = `/messages/${index}`;
    const call = open.get(message.tool_call_id);
    open.delete(message.tool_call_id);
    if (call === undefined) add(`${at} answers no call before it`);
    if (call === undefined || call.tool === SUBMIT_ANSWER) continue;
    const isAsked = isObject(call.arguments);
    // As a session of the simulator takes what it could not keep.
    const args = isAsked && isKeepable(call.arguments) ? (call.arguments as JsonObject) : NOT_KEPT;
    const answer = next.value?.call === call.id ? next.value : undefined;
    const tool = row.tools.includes(call.tool) ? offered.tools.get(call.tool) : undefined;
    if (tool && isAsked && answer === undefined) add(`${at} stands without an entry in /answers`);
    if (answer === undefined) continue;
    next = answers.next();
    const { content } = message;
    const { found, problem } = recorded(
      { call, tool, args, answer, content },
      stateOf,
      offered.recording,
    );
    if (problem !== undefined) add(`${at} ${problem}`);
    const [server = '', ...rest] = call.tool.split('/');
    made.push({
      ...(tool ? { server: tool.server, tool: tool.name } : { server, tool: rest.join('/') }),
      tier: answer.tier,
      answered_by: found && !WORDED.has(answer.rule ?? '') ? found.key : null,
      succeeded: found?.succeeded ?? false,
    });
    if (tool?.read_only === false && answer.tier !== null) {
      const before = changes.get(tool.server) ?? [];
      const change = { fingerprint: tool.fingerprint, arguments: args };
      changes.set(tool.server, [...before, change]);
    }
  }
  if (!next.done) add(`/answers name ${next.value.call}, which no message answers in this order`);
  return made;
}

/** What an attempt left as its answer. */
export function attemptIn({ messages }: RolloutRow): Attempt {
  const submitted = messages.flatMap((message) =>
    message.role === 'assistant'
      ? (message.tool_calls ?? [])
          .filter(({ tool }) => tool === SUBMIT_ANSWER)
          .map((call) => call.arguments)
      : [],
  );
  const last = messages.at(-1);
  const spoken = last?.role === 'assistant' && last.tool_calls === undefined;
  return { submitted, message: spoken ? last.content : null };
}
