import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

/** Attributes of OTLP: of each value only the kinds that we send. */
const attributes = z
  .array(
    z.object({
      key: z.string(),
      value: z.object({
        stringValue: z.string().optional(),
        intValue: z.coerce.number().optional(),
        doubleValue: z.number().optional(),
      }),
    }),
  )
  .default([])
  .transform((list) =>
    Object.fromEntries(
      list.map(({ key, value: v }) => [key, v.stringValue ?? v.intValue ?? v.doubleValue]),
    ),
  );
const span = z.object({
  traceId: z.string().regex(/^[\da-f]{32}$/),
  spanId: z.string().regex(/^[\da-f]{16}$/),
  parentSpanId: z.string().optional(),
  name: z.string(),
  startTimeUnixNano: z.coerce.bigint(),
  endTimeUnixNano: z.coerce.bigint(),
  attributes,
  links: z.array(z.object({ traceId: z.string(), spanId: z.string() })).default([]),
});
const traces = z.object({
  resourceSpans: z.array(z.object({ scopeSpans: z.array(z.object({ spans: z.array(span) })) })),
});
const point = z.object({
  attributes,
  asInt: z.coerce.number().optional(),
  asDouble: z.number().optional(),
  count: z.coerce.number().optional(),
});
const points = z.object({ dataPoints: z.array(point) }).optional();
const metric = z
  .object({ name: z.string(), gauge: points, sum: points, histogram: points })
  .transform(({ name, gauge, sum, histogram }) => ({
    name,
    points: (gauge ?? sum ?? histogram)?.dataPoints ?? [],
  }));
const metrics = z.object({
  resourceMetrics: z.array(
    z.object({ scopeMetrics: z.array(z.object({ metrics: z.array(metric) })) }),
  ),
});

export type Span = z.output<typeof span>;
export type Metric = z.output<typeof metric>;

/** A receiver of OTLP over HTTP with JSON. */
export interface Collector {
  /** What tells a process to send here. */
  readonly environment: Readonly<Record<string, string>>;
  spans(): Span[];
  /** All points of all exports so far, oldest first. */
  metrics(): Metric[];
  /** Everything that came, as it came. */
  raw(): string;
  close(): Promise<void>;
}

/** Starts one; with `answer` false it takes requests and never answers. */
export async function startCollector(answer = true): Promise<Collector> {
  const bodies: { readonly path: string | undefined; readonly body: string }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    bodies.push({ path: request.url, body: Buffer.concat(chunks).toString() });
    if (answer) response.setHeader('Content-Type', 'application/json').end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const at = (path: string) =>
    bodies.filter((each) => each.path === path).map(({ body }) => JSON.parse(body) as unknown);
  return {
    environment: {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    },
    spans: () =>
      at('/v1/traces').flatMap((body) =>
        traces
          .parse(body)
          .resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
      ),
    metrics: () =>
      at('/v1/metrics').flatMap((body) =>
        metrics
          .parse(body)
          .resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((s) => s.metrics)),
      ),
    raw: () => bodies.map(({ body }) => body).join('\n'),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
