import { context, SpanKind } from '@opentelemetry/api';
import { inSpan, type Tell } from './span.ts';

/** Makes a tool call inside its span, a child of the job that makes it. */
export const inCallSpan = <T>(
  server: string,
  tool: string,
  work: (tell: Tell) => Promise<T>,
): Promise<T> =>
  inSpan(
    'tool call',
    { kind: SpanKind.CLIENT, attributes: { 'firefly.server': server, 'firefly.tool': tool } },
    context.active(),
    work,
  );
