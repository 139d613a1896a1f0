import { type Tool, toolId } from '@firefly/domain/catalog/tool';
import { functionName } from '@firefly/domain/dataset/function-name';
import type { TaskCall } from '@firefly/domain/dataset/task';
import type { JudgingContext } from '@firefly/domain/judging/context';
import type { Trace } from '@firefly/domain/synthesis/trace';
import { oneLine } from '@firefly/domain/words/one-line';
import { fenced } from '../fence.ts';
import { pathTo } from './path-to.ts';
import { showValue } from './show-value.ts';

export interface Shown {
  /** Calls that succeeded, numbered c1, c2, … in the order of calling. */
  readonly calls: readonly TaskCall[];
  readonly traces: readonly Trace[];
  /** Catalog tools by id. */
  readonly tools: ReadonlyMap<string, Tool>;
  /** As the checks know it: no label and no flow comes from there (rule 2.9). */
  readonly varying: JudgingContext['varying'];
}

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

/** Places that gave something else when a call was repeated; all of a tool that was never asked twice. */
function variesIn(calls: readonly TaskCall[], varying: Shown['varying']): string {
  const lines = calls.flatMap((call) => {
    const pointers = varying(call.fingerprint);
    if (pointers === null) return [`${call.id}: all`];
    return pointers.length === 0
      ? []
      : [`${call.id}: ${pointers.map((at) => at || 'all').join(' ')}`];
  });
  return lines.length === 0
    ? ''
    : `Not for answers or flows, as it varies:\n${fenced('varying', lines.join('\n'))}`;
}

/**
 * An exploration as a writer sees it: its calls in order, each fenced as data, and which arguments stood in
 * earlier results. Bounded: the more calls, the less of each is shown.
 */
export function showExploration({ calls, traces, tools, varying }: Shown): string {
  const sources = traces.flatMap((trace) => trace.sources);
  const keptOf = (id: string): string[] =>
    sources.filter(({ from }) => from === id).map(({ fromPointer }) => fromPointer);
  const shownWith = (each: number): string[] =>
    calls.map((call) => {
      const seen = showValue(call.observation, each, keptOf(call.id));
      return fenced(call.id, `${head(call, tools)}\n${seen}`);
    });
  const sized = EACH.map(shownWith);
  const fits = (texts: readonly string[]): boolean =>
    texts.reduce((sum, text) => sum + text.length, 0) <= WHOLE;
  const shown = sized.find(fits) ?? sized.at(-1) ?? [];
  const flows = traces.map((trace) => line(trace, calls)).join('\n');
  return [
    ...shown,
    traces.length === 0
      ? 'No argument stood in an earlier result.'
      : `Arguments that stood in earlier results:\n${fenced('flows', flows)}`,
    variesIn(calls, varying),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
