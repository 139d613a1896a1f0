import { z } from 'zod';
import { json } from '../bundle.ts';
import { httpEntrySchema, serverName, stdioEntrySchema } from '../mcp-config.ts';
import { toolView } from './tools.ts';

/** What the control API takes and gives of the servers of the service. */

const time = z.iso.datetime();

/** `POST /v1/servers`. */
export const newServer = z.strictObject({
  name: serverName.describe('What runs call it: 1 to 64 letters, digits, "_" or "-".'),
  entry: z
    .union([httpEntrySchema, stdioEntrySchema])
    .describe(
      'As in mcp.json. Variables have names that begin with MCP_; secrets stand in variables only.',
    ),
});

/** A tool as a check found it: what a run would do with it, and why. */
export const checkedTool = toolView.extend({
  outlook: z.object({
    state: z.enum(['called', 'waiting', 'not called']),
    reasons: z.array(z.string()),
  }),
});

/** What a check of a server found. */
export const serverReport = z.object({
  says: z.object({ name: z.string(), version: z.string(), protocol: z.string() }),
  /** What its operator should know. */
  notes: z.array(z.string()),
  tools: z.array(checkedTool),
});
export type ServerReport = z.output<typeof serverReport>;

/** The last check of a server. */
export const serverCheck = z.object({
  id: z.string(),
  status: z.enum(['pending', 'passed', 'failed']),
  asked_at: time,
  finished_at: time.nullable(),
  /** Why it failed. */
  reason: z.string().nullable(),
  says: serverReport.shape.says.nullable(),
  notes: z.array(z.string()),
  tools: z.object({ listed: z.int(), kept: z.int() }).nullable(),
});
export type CheckView = z.output<typeof serverCheck>;

/** A server in a list. */
export const serverItem = z.object({
  name: z.string(),
  source: z.enum(['file', 'added']).describe('Named by the file of the operator, or added here.'),
  transport: z.enum(['http', 'stdio']).nullable(),
  address: z.string(),
  problem: z
    .string()
    .nullable()
    .describe('Why this process could not use it; workers may have variables that it lacks.'),
});

/** A server in full. */
export const serverDetail = serverItem.extend({
  /** As in mcp.json, variables unexpanded; secrets that are written into it are hidden. */
  entry: json,
  /** What may be called of it. */
  policy: json,
  check: serverCheck.nullable(),
});
