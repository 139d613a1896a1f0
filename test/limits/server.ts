import { appendFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { object, structured } from '@firefly/testing/servers/serve';
import { serveHttp } from '@firefly/testing/servers/serve-http';

/**
 * A server over HTTP that notes in the file `SEEN` when each request came, as `ms what`, and refuses
 * the call number `REFUSE` with `Retry-After: 2`. It prints its address, and ends with its input.
 */
const { SEEN = '', REFUSE } = process.env;
const note = (what: string, at: number): void => appendFileSync(SEEN, `${at} ${what}\n`);

let calls = 0;
function refuse(method: string, response: ServerResponse): boolean {
  if (method !== 'tools/call') return false;
  calls += 1;
  if (calls !== Number(REFUSE)) return false;
  note('refused', performance.timeOrigin + performance.now());
  response.writeHead(429, { 'retry-after': '2' }).end();
  return true;
}

const getName = {
  listed: { name: 'get_name', inputSchema: object({}) },
  run: () => structured({ name: 'Ansgar Cove' }),
};
const { url } = await serveHttp(
  { name: 'far', tools: [getName] },
  { json: true, trouble: refuse, onArrival: note },
);
process.stdin.on('end', () => process.exit()).resume();
console.log(url);
