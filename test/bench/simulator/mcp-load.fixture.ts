import { functionName } from '@firefly/domain/dataset/function-name';
import { argumentsAt, toolAt } from './big-bundle.ts';
import { openLane } from './lane.ts';

/** What a load of MCP calls is told. */
export interface McpLoad {
  readonly port: number;
  readonly era: '2025-11-25' | '2026-07-28';
  /** Tasks that sessions are opened for; none: the other side knows no sessions. */
  readonly tasks: readonly string[];
  readonly recordings: number;
  readonly calls: number;
  readonly connections: number;
}

/** What it measured. */
export interface McpLoaded {
  readonly perSecond: number;
  /** Of the load itself. */
  readonly cpuMs: number;
}

/** A step through all recordings that visits each, in an order that no cache foresees. */
const STRIDE = 7_919;

const envelope = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': {},
  'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1.0.0' },
};

/** The bytes of a call, as a client of the era sends it. */
function requestOf({ port, era }: McpLoad, path: string, at: number): Buffer {
  const { server, name: tool } = toolAt(at);
  const name = functionName(`${server}/${tool}`);
  const modern = era === '2026-07-28';
  const params = { name, arguments: argumentsAt(at), ...(modern ? { _meta: envelope } : {}) };
  const body = JSON.stringify({ jsonrpc: '2.0', id: at, method: 'tools/call', params });
  const head = [
    ...[`POST ${path} HTTP/1.1`, `host: 127.0.0.1:${port}`, 'content-type: application/json'],
    ...['accept: application/json, text/event-stream', `mcp-protocol-version: ${era}`],
    ...(modern ? ['mcp-method: tools/call', `mcp-name: ${name}`] : []),
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}

async function pathOf(port: number, task: string | undefined): Promise<string> {
  if (task === undefined) return '/mcp/none';
  const opened = await fetch(`http://127.0.0.1:${port}/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ task_id: task, budget: { calls: 10_000 } }),
  });
  const { session } = (await opened.json()) as { session: string };
  return `/mcp/${session}`;
}

/** Asks on each connection, one call after the other. The requests are written before the clock starts. */
async function run(load: McpLoad): Promise<McpLoaded> {
  const { port, tasks, recordings, calls, connections } = load;
  const lanes = await Promise.all(Array.from({ length: connections }, () => openLane(port)));
  const paths: string[] = [];
  for (const at of lanes.keys()) paths.push(await pathOf(port, tasks[at % tasks.length]));
  const requests = Array.from({ length: calls }, (_, at) =>
    requestOf(load, paths[at % connections] as string, (at * STRIDE) % recordings),
  );
  const expected = tasks.length > 0 ? '"tier":"exact"' : '"result":{';
  const before = process.cpuUsage();
  const began = performance.now();
  await Promise.all(
    lanes.map(async (lane, first) => {
      for (let at = first; at < calls; at += connections) {
        const text = await lane.ask(requests[at] as Buffer);
        if (!text.includes(expected)) throw new Error(`not as asked: ${text.slice(-300)}`);
      }
    }),
  );
  const elapsed = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  for (const lane of lanes) lane.close();
  return { perSecond: (calls * 1_000) / elapsed, cpuMs: (user + system) / 1_000 };
}

process.on('message', (load: McpLoad) => void run(load).then((loaded) => process.send?.(loaded)));
