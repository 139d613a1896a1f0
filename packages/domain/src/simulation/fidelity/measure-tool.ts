import { sha256 } from '../../identity.ts';
import { randomOf } from '../../random.ts';
import { normalText, rewriteNames } from '../normalize.ts';
import { type TierAnswer, type TierSource, tiersOver } from '../tiers.ts';
import {
  buildToolIndex,
  type TierRecording,
  type TierTool,
  type ToolIndex,
  type ToolSwitches,
  unmeasured,
} from '../tool-index.ts';
import { compareReplies } from './compare-replies.ts';
import { defaultsHold, earnedSwitches } from './earned.ts';
import { type RatedRule, type RuleRate, THRESHOLDS, type ToolFidelity } from './fidelity.ts';
import { rateOf, type Trial } from './tally.ts';

export interface MeasureOptions {
  readonly seed: number;
  /** Recordings held out at most; above it they are chosen by the seed. */
  readonly most: number;
  /** Called after each recording that was held out. */
  readonly onHeld?: () => void;
}

/** Which request each recording is of, and the recordings of each request, in their order. */
interface Requests {
  readonly of: number[];
  readonly ofRecording: Map<string, number>;
  readonly recordings: number[][];
}

async function* noting(
  { inputSchema }: TierTool,
  source: TierSource,
  into: Requests,
): AsyncGenerator<TierRecording> {
  const numbers = new Map<string, number>();
  for await (const recording of source.recordings()) {
    const text = normalText(inputSchema, recording.arguments, []);
    const key = text === null ? recording.id : sha256(`${recording.state_key ?? ''}\n${text}`);
    const request = numbers.get(key) ?? numbers.size;
    numbers.set(key, request);
    const at = into.of.push(request) - 1;
    into.ofRecording.set(recording.id, request);
    const known = into.recordings[request];
    if (known) known.push(at);
    else into.recordings[request] = [at];
    yield recording;
  }
}

interface Measuring {
  readonly tool: TierTool;
  readonly source: TierSource;
  readonly requests: Requests;
  readonly held: readonly number[];
}

/** Asks each request held out, with all recordings of it gone, and keeps what the rules wanted answered. */
async function trialsOf(
  { tool, source, requests, held }: Measuring,
  index: ToolIndex,
  asked: readonly { readonly switches: ToolSwitches; readonly rules: readonly RatedRule[] }[],
): Promise<Trial[]> {
  const trials: Trial[] = [];
  const read = (at: number) => source.read(at);
  for (const at of held) {
    const recorded = await source.read(at);
    const request = requests.of[at] ?? -1;
    const without = (other: number): boolean => requests.of[other] === request;
    for (const { switches, rules } of asked) {
      const tiers = tiersOver(tool, switches, index, read);
      const answer = await tiers.answer(recorded.arguments, recorded.state_key, { without });
      const rule = rules.find((one) => one === answer?.rule);
      if (answer === null || rule === undefined) continue;
      const source = requests.ofRecording.get(answer.recording ?? '') ?? -1;
      const compared = compareReplies(recorded, answer);
      trials.push({ rule, compared, pair: [request, source], score: answer.score });
    }
  }
  return trials;
}

/** Whether a server says the same to the same request: each recording against another one of its request. */
async function exactTrials({ source, requests, held }: Measuring): Promise<Trial[]> {
  const trials: Trial[] = [];
  for (const at of held) {
    const other = requests.recordings[requests.of[at] ?? -1]?.find((one) => one !== at);
    if (other === undefined) continue;
    const compared = compareReplies(await source.read(at), await source.read(other));
    trials.push({ rule: 'exact', compared, pair: [at, other] });
  }
  return trials;
}

/** How each recording, held out alone, is answered with the switches. */
async function outcome(
  { tool, source, requests, held }: Measuring,
  index: ToolIndex,
  switches: ToolSwitches,
  onHeld: () => void,
): Promise<ToolFidelity['answers']> {
  const answers = { exact: 0, normalized: 0, similar: 0, miss: 0 };
  const tiers = tiersOver(tool, switches, index, (at) => source.read(at));
  for (const at of held) {
    onHeld();
    if ((requests.recordings[requests.of[at] ?? -1]?.length ?? 0) > 1) {
      answers.exact += 1;
      continue;
    }
    const { arguments: args, state_key } = await source.read(at);
    const options = { without: (other: number) => other === at };
    const answer: TierAnswer | null = await tiers.answer(args, state_key, options);
    answers[answer?.tier ?? 'miss'] += 1;
  }
  return answers;
}

/** A rule that answered nothing has nothing to tell. */
const telling = (rates: readonly RuleRate[]): RuleRate[] =>
  rates.filter(({ answered }) => answered > 0);

/**
 * Measures how a simulator answers for one tool, by holding recordings out and asking their requests, and
 * sets its switches by what it measured. The same recordings and seed give the same measurement.
 */
export async function measureTool(
  tool: TierTool,
  source: TierSource,
  { seed, most, onHeld = () => {} }: MeasureOptions,
): Promise<ToolFidelity> {
  const requests: Requests = { of: [], ofRecording: new Map(), recordings: [] };
  const every: ToolSwitches = {
    defaults: true,
    rewrites: rewriteNames,
    similar: { threshold: THRESHOLDS[0] },
  };
  let index = await buildToolIndex(tool, every, noting(tool, source, requests));
  const held = randomOf(seed, tool.server, tool.fingerprint)
    .shuffle([...requests.of.keys()])
    .slice(0, most)
    .sort((a, b) => a - b);
  const measuring = { tool, source, requests, held };

  const first: RatedRule[] = ['schema-violation', 'defaults'];
  const sure = [
    ...(await exactTrials(measuring)),
    ...(await trialsOf(measuring, index, [{ switches: unmeasured, rules: first }])),
  ];
  const rates = (['exact', ...first] as const).map((rule) => rateOf(rule, sure));
  const defaults = defaultsHold(rates);
  if (tool.readOnly) {
    if (!defaults) index = await buildToolIndex(tool, { ...every, defaults }, source.recordings());
    const bare: ToolSwitches = { defaults, rewrites: [], similar: null };
    const trials = await trialsOf(measuring, index, [
      ...rewriteNames.map((rule) => ({ switches: { ...bare, rewrites: [rule] }, rules: [rule] })),
      { switches: { ...bare, similar: every.similar }, rules: ['similar'] },
    ]);
    for (const rule of rewriteNames) rates.push(rateOf(rule, trials));
    for (const threshold of THRESHOLDS) rates.push(rateOf('similar', trials, threshold));
  }
  const switches = earnedSwitches(tool.readOnly, rates);
  return {
    server: tool.server,
    tool: tool.name,
    fingerprint: tool.fingerprint,
    read_only: tool.readOnly,
    recordings: requests.of.length,
    asked: held.length,
    switches,
    answers: await outcome(measuring, index, switches, onHeld),
    rates: telling(rates),
  };
}
