import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { Duplex, Readable, Writable } from 'node:stream';
import { setTimeout as after } from 'node:timers/promises';
import { CONTROL_FD, type Launch, type Report } from './launch.ts';
import { tailOf } from './tail.ts';

const WATCHDOG = path.join(import.meta.dirname, 'watchdog.ts');

/** A running server behind its watchdog. */
export interface ServerProcess {
  /** The server's own process id; it leads its group. */
  readonly pid: number;
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Resolves with how it ended, in words that follow "the server …". */
  readonly ended: Promise<string>;
  /** The last lines of its stderr. */
  lastWords(): string;
  /** Ends its input, then the group, and resolves when nothing of it runs. */
  stop(): Promise<void>;
}

type Exited = Extract<Report, { kind: 'exited' }>;

const inWords = (exited: Exited | undefined): string =>
  exited === undefined
    ? 'ended together with its watchdog'
    : exited.signal === null
      ? `exited with code ${exited.code}`
      : `was ended by ${exited.signal}`;

function killGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It is gone already, which is what we want.
  }
}

/** All four pipes of the watchdog, or an error if the system gave none. */
function pipesOf({ stdin, stdout, stderr, stdio }: ChildProcess) {
  const control = stdio[CONTROL_FD];
  if (
    !(stdin instanceof Writable && stdout instanceof Readable) ||
    !(stderr instanceof Readable && control instanceof Duplex)
  )
    throw new Error('the system gave no pipes');
  return { stdin, stdout, stderr, control };
}

/** Calls `on` for each line of JSON that the watchdog writes. */
function readReports(control: Duplex, on: (report: Report) => void): void {
  let pending = '';
  control.setEncoding('utf8');
  control.on('data', (chunk: string) => {
    const lines = (pending + chunk).split('\n');
    pending = lines.pop() ?? '';
    for (const line of lines) on(JSON.parse(line));
  });
  control.on('error', () => {});
}

/** Starts a server behind a watchdog. Rejects with words that follow "the server …". */
export async function startProcess(launch: Launch): Promise<ServerProcess> {
  const watchdog = spawn(process.execPath, [WATCHDOG], {
    // Nothing of the server's: a NODE_OPTIONS is not meant for the watchdog. Windows needs its root.
    env: { SystemRoot: launch.env.SystemRoot },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    // A Ctrl-C in a terminal reaches all of its group: while the watchdog itself starts it would end it.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const { stdin, stdout, stderr, control } = pipesOf(watchdog);
  const lastWords = tailOf(stderr);
  stdin.on('error', () => {});
  stdout.on('error', () => {});

  let exited: Exited | undefined;
  const started = Promise.withResolvers<number>();
  const ended = Promise.withResolvers<string>();
  watchdog.once('error', (error) => started.reject(error));
  readReports(control, (report) => {
    if (report.kind === 'started') started.resolve(report.pid);
    else if (report.kind === 'failed')
      started.reject(
        new Error(`could not be started (${report.reason}): is it installed, is its folder there?`),
      );
    else exited = report;
  });
  // "close" waits for the pipes, which a stray grandchild may hold: after "exit" they have a moment.
  watchdog.once('exit', () => {
    const drained = new Promise((resolve) => watchdog.once('close', resolve));
    void Promise.race([drained, after(500, undefined, { ref: false })]).then(() => {
      for (const stream of [stdin, stdout, stderr, control]) stream.destroy();
      started.reject(new Error('could not be started: its watchdog ended first'));
      ended.resolve(inWords(exited));
    });
  });
  control.write(`${JSON.stringify(launch)}\n`);
  const pid = await started.promise;
  // Without its watchdog nothing would end the group.
  void ended.promise.then(() => exited === undefined && killGroup(pid));

  const stop = async (): Promise<void> => {
    stdin.end();
    control.end();
    const late = after(2 * launch.graceMs + 2_000, 'late', { ref: false });
    if ((await Promise.race([ended.promise, late])) !== 'late') return;
    killGroup(pid);
    watchdog.kill('SIGKILL');
    await ended.promise;
  };
  return { pid, stdin, stdout, ended: ended.promise, lastWords, stop };
}
