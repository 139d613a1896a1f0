import { context, SpanKind } from '@opentelemetry/api';
import { inSpan, type Tell } from './span.ts';

/** Asks a model inside its span, a child of the job that asks; all tries are in it. */
export const inModelSpan = <T>(model: string, work: (tell: Tell) => Promise<T>): Promise<T> =>
  inSpan(
    'model call',
    { kind: SpanKind.CLIENT, attributes: { 'firefly.model': model } },
    context.active(),
    work,
  );
