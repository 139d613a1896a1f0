import fc from 'fast-check';

/** Requests made of what an OpenAPI document says of a route, and of what it does not. */

type Schema = Readonly<Record<string, unknown>>;

/** A parameter of a route. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema?: Schema;
}

/** One route of the document. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** The schema of its JSON body, if it takes one. */
  readonly body: Schema | undefined;
}

/** A request as it is sent. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
  };
}

/** The routes of a document. */
export const routesOf = (document: {
  readonly paths?: Readonly<Record<string, unknown>>;
}): Route[] =>
  Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Readonly<Record<string, Operation>>).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      parameters: operation.parameters ?? [],
      body: operation.requestBody?.content?.['application/json']?.schema,
    })),
  );

// biome-ignore lint/suspicious/noTemplateCurlyInString: an attack that others expand.
const LOOKUP = '${jndi:ldap://x}';

/** What has broken services before. */
const hostile = fc.constantFrom(
  ...['', ' ', '\u0000', 'a\u0000b', '..', '../../etc/passwd', "' OR 1=1 --", '$(id)', '`id`'],
  ...['<script>alert(1)</script>', LOOKUP, '__proto__', 'constructor', '\ud800', '🧨'],
  ...['%00', '%2e%2e%2f', '%', '-1', '0', '1e309', 'NaN', '9007199254740993', '2147483648'],
  ...['null', 'undefined', 'true', '[]', '{}', '\r\nX-Injected: 1', 'x'.repeat(3_000), '\u202e'],
);

const anyText = fc.oneof(hostile, fc.string({ unit: 'binary', maxLength: 40 }), fc.string());

const hostileJson = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom<unknown>(
    JSON.parse('{"__proto__":{"polluted":true}}'),
    JSON.parse('{"constructor":{"prototype":{"polluted":true}}}'),
    Array.from({ length: 2_000 }, (_, at) => at),
  ),
  hostile,
);

/** A value that fits a JSON schema, as far as that is easy, or does not at all. */
function valueFor(schema: Schema | undefined, depth = 0): fc.Arbitrary<unknown> {
  if (schema === undefined || depth > 5) return hostileJson;
  const {
    type,
    properties,
    items,
    enum: choices,
    anyOf,
    oneOf,
  } = schema as {
    readonly type?: string;
    readonly properties?: Readonly<Record<string, Schema>>;
    readonly items?: Schema;
    readonly enum?: readonly unknown[];
    readonly anyOf?: readonly Schema[];
    readonly oneOf?: readonly Schema[];
  };
  const some = anyOf ?? oneOf;
  const fitting = (): fc.Arbitrary<unknown> => {
    if (choices !== undefined && choices.length > 0) return fc.constantFrom(...choices);
    if (some !== undefined && some.length > 0)
      return fc.oneof(...some.map((each) => valueFor(each, depth + 1)));
    if (type === 'object')
      return fc.record(
        Object.fromEntries(
          Object.entries(properties ?? {}).map(([name, each]) => [name, valueFor(each, depth + 1)]),
        ),
        { requiredKeys: [] },
      );
    if (type === 'array') return fc.array(valueFor(items, depth + 1), { maxLength: 5 });
    if (type === 'integer') return fc.oneof(fc.integer({ min: 0, max: 100 }), fc.maxSafeInteger());
    if (type === 'number') return fc.double();
    if (type === 'boolean') return fc.boolean();
    return fc.oneof(fc.constantFrom('atlas', 'a', 'b'), anyText);
  };
  return fc.oneof({ weight: 6, arbitrary: fitting() }, { weight: 1, arbitrary: hostileJson });
}

const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
const rubbish = fc.constantFrom('', '{', '{"a":', 'null', '"x"', '\u0000', deep, 'a=b&c=d');
const contentTypes = fc.constantFrom(
  ...['application/json', 'application/json; charset=utf-16', 'text/plain', 'application/xml'],
  ...['multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', '\t', 'a/b/c'],
);

/** In a path each part is one segment; a lone surrogate cannot be sent at all. */
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed()) || '%20';
/** What a header may carry: the client refuses all else by itself. */
const sendable = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '?').trim();

/** An object may have a `toString` of its own that is no function. */
const asText = (value: unknown): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);

/** Random and hostile requests to a route. `known` are values that exist, so that some get further in. */
export function requestsTo(route: Route, known: readonly string[]): fc.Arbitrary<Sent> {
  const text = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...known) }, anyText);
  // Most of a request is as it should be: else it is refused before it gets anywhere.
  const parameterValue = ({ schema }: Parameter) =>
    fc.oneof(
      { weight: 4, arbitrary: valueFor(schema).map(asText) },
      { weight: 1, arbitrary: text },
    );
  const values = (place: Parameter['in']) =>
    fc.record(
      Object.fromEntries(
        route.parameters
          .filter((parameter) => parameter.in === place)
          .map((parameter) => [parameter.name, parameterValue(parameter)]),
      ),
      { requiredKeys: [] },
    );
  const body =
    route.body === undefined
      ? fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, rubbish)
      : fc.oneof(
          { weight: 6, arbitrary: valueFor(route.body).map((value) => JSON.stringify(value)) },
          rubbish,
        );
  return fc
    .record({
      parts: values('path'),
      query: values('query'),
      strange: fc.dictionary(anyText, anyText, { maxKeys: 2 }),
      headers: values('header'),
      type: fc.oneof({ weight: 8, arbitrary: fc.constant('application/json') }, contentTypes),
      body,
    })
    .map(({ parts, query, strange, headers, type, body: sent }) => {
      const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
        encoded(parts[name] ?? known[0] ?? 'x'),
      );
      const pairs = [...Object.entries(query), ...Object.entries(strange)].map(
        ([name, value]) => `${encoded(name)}=${encoded(value ?? '')}`,
      );
      const extra = Object.entries(headers).map(
        ([name, value]) => [name, sendable(value ?? '')] as const,
      );
      return {
        method: route.method,
        path: pairs.length === 0 ? path : `${path}?${pairs.join('&')}`,
        headers: {
          ...Object.fromEntries(extra),
          ...(sent === undefined ? {} : { 'content-type': sendable(type) || 'text/plain' }),
        },
        body: sent,
      };
    });
}
