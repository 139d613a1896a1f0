import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { FailureError } from '@firefly/contracts/failure';
import { z } from 'zod';
import type { Dependencies } from './dependencies.ts';

const announcement = z.object({ listening: z.url() });
const START_MS = 20_000;
const STOP_MS = 2_000;

const lost = (message: string): FailureError => new FailureError({ kind: 'transient', message });

/** Starts simulator processes from their entry file; each serves one folder on a loopback port. */
export const makeStartSimulator =
  (entry: string): Dependencies['startSimulator'] =>
  async (folder) => {
    const child = spawn(process.execPath, [entry, folder, '--port', '0', '--exit-with-parent'], {
      stdio: ['pipe', 'pipe', 'pipe'],
      // A Ctrl-C in a terminal is for us: when it ends is for us to say.
      detached: process.platform !== 'win32',
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(-2_000);
    });
    // A program that cannot be started at all never exits: it says so by an error.
    const exited = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', (error) => {
        said += error.message;
        resolve();
      });
    });
    const stop = async (): Promise<void> => {
      child.stdin.end();
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await exited;
      clearTimeout(late);
    };
    try {
      const first = once(createInterface({ input: child.stdout }), 'line', {
        signal: AbortSignal.timeout(START_MS),
      });
      const line = await Promise.race([first, exited.then(() => null)]);
      if (line === null) throw lost(`the simulator ended before it listened: ${said.trim()}`);
      return { url: announcement.parse(JSON.parse(String(line[0]))).listening, stop };
    } catch (error) {
      await stop();
      if (error instanceof FailureError) throw error;
      throw lost(`the simulator did not start: ${error instanceof Error ? error.message : error}`);
    }
  };
