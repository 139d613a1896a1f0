import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fixturePath } from './servers-file.ts';

/** A fixture that runs by itself, and is reached over HTTP on loopback. */
export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a fixture that wants this bearer token. */
export async function serveFixture(
  fixture: string,
  token: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const child = spawn(process.execPath, [fixturePath(fixture)], {
    env: { PATH: process.env.PATH, ...env, SERVE_HTTP: token },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  const [url] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    ended.then(() => Promise.reject(new Error(`${fixture} ended before it was served`))),
  ]);
  return {
    url,
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}
