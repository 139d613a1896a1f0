import { Agent, type IncomingMessage, request } from 'node:http';

/** Somebody who follows a run over HTTP and counts what comes. */
export interface Follower {
  /** Number of the last event that came. */
  readonly last: number;
  /** What was wrong: an event twice, out of order, or missing. */
  readonly faults: readonly string[];
  /** Resolves when the stream has ended, however that came. */
  readonly ended: Promise<void>;
  /** Lets the connection go in the middle. */
  hangUp(): void;
}

const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });

/** Follows a run from behind an event; resolves once the stream has begun. */
export function follow(port: number, runId: string, after: number): Promise<Follower> {
  let last = after;
  let rest = '';
  const faults: string[] = [];
  const read = (chunk: string): void => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (!line.startsWith('id: ')) continue;
      const seq = Number(line.slice(4));
      if (seq !== last + 1) faults.push(`${seq} came after ${last}`);
      last = seq;
    }
  };
  return new Promise((resolve, reject) => {
    const headers = after === 0 ? {} : { 'last-event-id': String(after) };
    const path = `/v1/runs/${runId}/events`;
    const sent = request({ host: '127.0.0.1', port, path, agent, headers });
    sent.on('error', reject);
    sent.on('response', (response: IncomingMessage) => {
      response.setEncoding('utf8');
      response.on('data', read);
      response.on('error', () => {});
      const ended = new Promise<void>((done) => response.on('close', () => done()));
      resolve({
        get last() {
          return last;
        },
        faults,
        ended,
        hangUp: () => response.destroy(),
      });
    });
    sent.end();
  });
}
