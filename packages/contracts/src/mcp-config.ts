import { z } from 'zod';

/**
 * `mcp.json`: the servers of a run in the usual `mcpServers` form, with an optional `firefly` key
 * per server. Strict: a misspelt key would silently change what may be called.
 */

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** What only FireFly reads of a server's entry. */
export const serverOptionsSchema = z.strictObject({
  /** Requests per second, evenly spaced, and at a time; absent means no limit of ours. */
  rateLimit: z
    .strictObject({
      // Slower, and a run would take days.
      perSecond: z.number().min(0.01).max(10_000).optional(),
      concurrency: z.int().positive().max(1_000).optional(),
    })
    .optional(),
  /** The folder, relative to the file, of which each exploration gets a fresh copy. */
  workspace: z.string().min(1).optional(),
  /** Tools that may be called although nothing says that they are read-only. */
  include: z.array(z.string().min(1)).optional(),
  /** Tools that are never called; wins over everything. */
  exclude: z.array(z.string().min(1)).optional(),
  trust: z.enum(['annotations', 'names']).optional(),
  /** Values for arguments; keys are `parameter` or `tool.parameter`. */
  seedValues: z.record(z.string().min(1), z.array(scalar)).optional(),
});

/** A server that we start: a program spoken to over its standard input and output. */
export const stdioEntrySchema = z.strictObject({
  /** Some clients write it; it says nothing new. */
  type: z.literal('stdio').optional(),
  command: z.string().min(1),
  args: z.array(z.string()).optional(),
  env: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), z.string()).optional(),
  /** Where the program starts: by default its working copy, else the folder of the file. */
  cwd: z.string().min(1).optional(),
  firefly: serverOptionsSchema.optional(),
});

/** How clients name the one transport over HTTP that there is: streamable HTTP. */
export const HTTP_TYPES = ['http', 'streamable-http', 'streamableHttp', 'streamable_http'] as const;

/** A server that runs elsewhere: an address spoken to over streamable HTTP. */
export const httpEntrySchema = z.strictObject({
  type: z.enum(HTTP_TYPES).optional(),
  url: z.string().min(1),
  /** Sent with each request. Names are tokens of RFC 9110. */
  headers: z.record(z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/), z.string()).optional(),
  firefly: serverOptionsSchema.optional(),
});

/** One server; `url` tells the two kinds apart. */
export const serverEntrySchema = z.union([stdioEntrySchema, httpEntrySchema]);

/** What a server is called; it stands in tool ids and job ids. */
export const serverName = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** The whole file. */
export const mcpConfigSchema = z.strictObject({
  mcpServers: z.record(serverName, serverEntrySchema),
});

export type ServerOptions = z.infer<typeof serverOptionsSchema>;
export type StdioEntryConfig = z.infer<typeof stdioEntrySchema>;
export type HttpEntryConfig = z.infer<typeof httpEntrySchema>;
export type McpConfig = z.infer<typeof mcpConfigSchema>;
