import type { Span } from '@firefly/testing/collector';

/** What is wrong with spans that should be one tree; links may lead to these spans outside of it, too. */
export function faultsOf(spans: readonly Span[], outside: readonly string[] = []): string[] {
  const ids = new Set(spans.map((span) => span.spanId));
  const known = new Set([...ids, ...outside]);
  const roots = spans.filter((span) => !span.parentSpanId);
  return [
    ...(new Set(spans.map((span) => span.traceId)).size === 1 ? [] : ['more than one trace']),
    ...(ids.size === spans.length ? [] : ['an id twice']),
    ...(roots.length === 1 ? [] : [`${roots.length} roots`]),
    ...spans
      .filter(({ parentSpanId }) => parentSpanId && !ids.has(parentSpanId))
      .map(({ name }) => `${name} has lost its parent`),
    ...spans
      .filter(({ links }) => links.some(({ spanId }) => !known.has(spanId)))
      .map(({ name }) => `${name} is linked to nothing`),
  ];
}

/** The tool calls that came to an end. */
export const callsIn = (spans: readonly Span[]): Span[] =>
  spans.filter(
    ({ name, attributes: a }) => name === 'tool call' && a['firefly.outcome'] !== 'thrown',
  );
