import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

/**
 * One rollout against a simulator with a stock MCP client:
 *
 *     npm run firefly -- simulate datasets/demo
 *     node_modules/.bin/node examples/simulator/mcp-client.ts datasets/demo http://127.0.0.1:8782
 *
 * The policy here is no model: it makes the calls of the golden trajectory. Put yours in its place.
 */

const [bundle = 'datasets/demo', simulator = 'http://127.0.0.1:8782'] = process.argv.slice(2);

interface Call {
  readonly tool: string;
  readonly arguments: Record<string, unknown>;
}

/** The first golden trajectory of the bundle: its task, its calls, and the answer that it ends with. */
async function golden(): Promise<{ taskId: string; calls: Call[]; answer: unknown }> {
  const lines = createInterface({ input: createReadStream(join(bundle, 'trajectories.jsonl')) });
  for await (const line of lines) {
    const { task_id: taskId, messages } = JSON.parse(line);
    const made: Call[] = messages.flatMap((one: { tool_calls?: Call[] }) => one.tool_calls ?? []);
    const calls = made.filter(({ tool }) => tool !== 'submit_answer');
    const answer = made.find(({ tool }) => tool === 'submit_answer')?.arguments;
    return { taskId, calls, answer };
  }
  throw new Error(`${bundle} holds no trajectory`);
}

async function post(path: string, body: object): Promise<Record<string, string>> {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(`${simulator}${path}`, init);
  const said = (await response.json()) as Record<string, string>;
  if (!response.ok) throw new Error(said.detail);
  return said;
}

const { taskId, calls, answer } = await golden();

// A session is one rollout: its token leads to it, and its state is its own.
const { session, prompt, prompt_suffix } = await post('/v1/sessions', { task_id: taskId });
console.log(`${prompt}${prompt_suffix}\n`);

const client = new Client({ name: 'rollout', version: '1.0.0' });
const requestInit = { headers: { authorization: `Bearer ${session}` } };
await client.connect(
  new StreamableHTTPClientTransport(new URL('/mcp', simulator), { requestInit }),
);
const { tools } = await client.listTools();
console.log(`tools: ${tools.map(({ name }) => name).join(', ')}`);

for (const call of calls) {
  // The names are those of exports: `server__tool`.
  const name = call.tool.replace('/', '__');
  const result = await client.callTool({ name, arguments: call.arguments });
  // How it was answered is for the trainer; a policy sees the content alone.
  console.log(`${name} ${JSON.stringify(result._meta)}`);
}
await client.close();

const { reward } = await post(`/v1/sessions/${session}/verify`, { answer });
console.log(`reward: ${reward}`);
await fetch(`${simulator}/v1/sessions/${session}`, { method: 'DELETE' });
