import { argumentsAt, toolAt } from './big-bundle.ts';
import { openLane, requestOf } from './lane.ts';

/** What a load is told: how many calls over how many connections, and how often at most. */
export interface Load {
  /** Connections are spread over these. */
  readonly ports: readonly number[];
  /** Tasks that sessions are opened for; none: the other side knows no sessions. */
  readonly tasks: readonly string[];
  readonly recordings: number;
  readonly calls: number;
  readonly connections: number;
  /** Calls a second, evenly spaced; as many as can be if left out. */
  readonly perSecond?: number;
}

/** What it measured. Latencies in milliseconds. */
export interface Loaded {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Of the load itself. */
  readonly cpuMs: number;
}

/** A step through all recordings that visits each, in an order that no cache foresees. */
const STRIDE = 7_919;

const bodyAt = (at: number): string => {
  const { server, name } = toolAt(at);
  return JSON.stringify({ server, tool: name, arguments: argumentsAt(at) });
};

async function pathOf(port: number, task: string | undefined): Promise<string> {
  if (task === undefined) return '/v1/sessions/none/call';
  const opened = await fetch(`http://127.0.0.1:${port}/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ task_id: task, budget: { calls: 10_000 } }),
  });
  const { session } = (await opened.json()) as { session: string };
  return `/v1/sessions/${session}/call`;
}

/**
 * Looks for answers without a pause until what is returned is called. A load that sleeps between two answers
 * must be woken, and on a virtual machine that costs the side that answers as much as the answer.
 */
function stayAwake(): () => void {
  let awake = true;
  const look = (): void => {
    if (awake) setImmediate(look);
  };
  look();
  return () => {
    awake = false;
  };
}

/** Ends the session of a path, so that none is left from round to round. */
async function closeSession(port: number, path: string): Promise<void> {
  await fetch(`http://127.0.0.1:${port}${path.slice(0, -'/call'.length)}`, { method: 'DELETE' });
}

/** Asks on each connection, one call after the other. The requests are written before the clock starts. */
async function run(load: Load): Promise<Loaded> {
  const { tasks, recordings, calls, connections, perSecond } = load;
  const ports = Array.from(
    { length: connections },
    (_, at) => load.ports[at % load.ports.length] as number,
  );
  const lanes = await Promise.all(ports.map(openLane));
  const paths = await Promise.all(ports.map((port, at) => pathOf(port, tasks[at % tasks.length])));
  const requests = Array.from({ length: calls }, (_, at) =>
    requestOf(
      ports[at % connections] as number,
      paths[at % connections] as string,
      bodyAt((at * STRIDE) % recordings),
    ),
  );
  const took = new Float64Array(calls);
  // A load that is paced leaves its processor to what it measures.
  const sleep = perSecond === undefined ? stayAwake() : () => {};
  const before = process.cpuUsage();
  const began = performance.now();
  await Promise.all(
    lanes.map(async (lane, first) => {
      for (let at = first; at < calls; at += connections) {
        const due = perSecond === undefined ? 0 : began + (at * 1_000) / perSecond;
        const early = due - performance.now();
        if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
        const sent = performance.now();
        const text = await lane.ask(requests[at] as Buffer);
        took[at] = performance.now() - sent;
        if (tasks.length > 0 && !text.includes('"tier":"exact"'))
          throw new Error(`not exact: ${text.slice(-300)}`);
      }
    }),
  );
  const elapsed = performance.now() - began;
  sleep();
  const { user, system } = process.cpuUsage(before);
  for (const lane of lanes) lane.close();
  await Promise.all(paths.map((path, at) => closeSession(ports[at] as number, path)));
  took.sort();
  const quantile = (share: number): number => took[Math.floor(share * (calls - 1))] as number;
  return {
    perSecond: (calls * 1_000) / elapsed,
    ...{ p50: quantile(0.5), p99: quantile(0.99), cpuMs: (user + system) / 1_000 },
  };
}

process.on('message', (load: Load) => void run(load).then((loaded) => process.send?.(loaded)));
