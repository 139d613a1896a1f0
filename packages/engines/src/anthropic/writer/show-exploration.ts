import { type Tool, toolId } from '@firefly/domain/catalog/tool';
import { functionName } from '@firefly/domain/dataset/function-name';
import type { TaskCall } from '@firefly/domain/dataset/task';
import type { JudgingContext } from '@firefly/domain/judging/context';
import type { Trace } from '@firefly/domain/synthesis/trace';
import { oneLine } from '@firefly/domain/words/one-line';
import { fenced } from '../fence.ts';
import { notAskable } from './not-askable.ts';
import { pathTo } from './path-to.ts';
import { seenPart } from './seen-part.ts';
import { showValue } from './show-value.ts';

/** Characters of all calls together: JSON takes about three for a token. */
const WHOLE = 14_000;
/** Characters of one call's observation, tried in this order. */
const EACH = [5_000, 3_500, 2_400, 1_600, 1_100, 800, 550, 400] as const;
const DESCRIPTION = 140;
const ARGUMENTS = 600;

/** A tool is said by its name for models and the first sentence of its description. */
function head(call: TaskCall, tools: ReadonlyMap<string, Tool>): string {
  const id = toolId({ server: call.server, name: call.tool });
  const [sentence = ''] = (tools.get(id)?.description ?? '').split(/(?<=[.!?])\s|\n/);
  const said = oneLine(sentence, DESCRIPTION);
  return `${functionName(id)} ${showValue(call.arguments, ARGUMENTS, [])}${said === '' ? '' : `\n(${said})`}`;
}

/** Whether the value flows along the one path there is, whatever the prompt says. */
function isAlone({ sources }: Trace, calls: readonly TaskCall[]): boolean {
  const [source, ...others] = sources;
  const call = calls.find(({ id }) => id === source?.from);
  if (source === undefined || call === undefined || others.length > 0 || source.inText)
    return false;
  return pathTo(call.id, call.observation, source.fromPointer) !== undefined;
}

/** One line for an argument whose value stood in earlier results. */
function line(trace: Trace, calls: readonly TaskCall[]): string {
  const { to, toPointer, sources } = trace;
  const places = sources.map(
    ({ from, fromPointer, inText }) => `${from} ${fromPointer}${inText ? ' (in the text)' : ''}`,
  );
  return `${to} ${toPointer} <- ${places.join(' or ')}${isAlone(trace, calls) ? ' alone' : ''}`;
}

/** The calls with as much of each as all of them leave room for. */
function shownCalls(
  calls: readonly TaskCall[],
  tools: ReadonlyMap<string, Tool>,
  keptOf: (id: string) => string[],
): string[] {
  const parts = new Map(calls.map((call) => [call.id, seenPart(call)]));
  let shown: string[] = [];
  for (const each of EACH) {
    shown = calls.map((call) => {
      const seen = showValue(parts.get(call.id) ?? null, each, keptOf(call.id));
      return fenced(call.id, `${head(call, tools)}\n${seen}`);
    });
    if (shown.reduce((sum, text) => sum + text.length, 0) <= WHOLE) break;
  }
  return shown;
}

/**
 * An exploration as a writer sees it: its calls in order, each fenced as data, which arguments stood in
 * earlier results, and what no answer may come from. Bounded: the more calls, the less of each is shown.
 */
export function showExploration(
  calls: readonly TaskCall[],
  traces: readonly Trace[],
  context: JudgingContext,
): string {
  const sources = traces.flatMap((trace) => trace.sources);
  const keptOf = (id: string): string[] =>
    sources.filter(({ from }) => from === id).map(({ fromPointer }) => fromPointer);
  const { varying, nameless, seldom } = notAskable(calls, context);
  const listed = (title: string, name: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [`${title}\n${fenced(name, lines.join('\n'))}`];
  return [
    ...shownCalls(calls, context.tools, keptOf),
    ...listed(
      'Arguments that stood in earlier results:',
      'flows',
      traces.map((trace) => line(trace, calls)),
    ),
    ...listed('Not for answers or flows, as it varies:', 'varying', varying),
    ...listed(
      'Nothing can be read off these lists, as no row says the name that was asked for:',
      'nameless',
      nameless,
    ),
    ...(seldom.length === 0
      ? []
      : [
          `Too few answers like these were seen to ask about them; use them only on the way: ${seldom.join(' ')}`,
        ]),
  ].join('\n\n');
}
