/**
 * The watchdog: a small program between us and a server. It starts the server in a process group of
 * its own, on the watchdog's own standard input and output, and ends the whole group when its control
 * channel closes, which the system does for us even if we are killed. It never reads the pipes.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { CONTROL_FD, type Launch, type Report } from './launch.ts';

const inGroup = process.platform !== 'win32';
// Half open: how the server ended is still told after our starter has closed its side.
const control = new Socket({ fd: CONTROL_FD, allowHalfOpen: true });
let server: ChildProcess | undefined;
let graceMs = 0;
let stopping = false;

function signalGroup(signal: NodeJS.Signals): void {
  if (server?.pid === undefined) return;
  try {
    if (inGroup) process.kill(-server.pid, signal);
    else server.kill(signal);
  } catch {
    // Nobody is left in the group.
  }
}

function report(message: Report, then = () => {}): void {
  if (control.destroyed) then();
  else control.write(`${JSON.stringify(message)}\n`, then);
}

function start(launch: Launch): void {
  graceMs = launch.graceMs;
  server = spawn(launch.command, launch.args, {
    cwd: launch.cwd,
    env: launch.env,
    detached: inGroup,
    stdio: ['inherit', 'inherit', 'inherit'],
    windowsHide: true,
  });
  server.once('spawn', () => report({ kind: 'started', pid: server?.pid ?? 0 }));
  server.once('error', (error) => {
    if (server?.pid !== undefined) return;
    report({ kind: 'failed', reason: error.message }, () => process.exit(1));
  });
  server.once('exit', (code, signal) => {
    // Its children may have outlived it.
    signalGroup('SIGKILL');
    report({ kind: 'exited', code, signal }, () => process.exit(0));
  });
}

/** The server's input has ended by now, or ends with us: most servers leave by themselves. */
function stop(): void {
  if (stopping) return;
  stopping = true;
  if (server?.pid === undefined) process.exit(0);
  setTimeout(() => {
    signalGroup('SIGTERM');
    setTimeout(() => signalGroup('SIGKILL'), graceMs);
  }, graceMs);
}

// A Ctrl-C in a terminal reaches this process too: whoever started us decides when to stop.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

let received = '';
control.setEncoding('utf8');
control.on('data', (chunk: string) => {
  received += chunk;
  const end = received.indexOf('\n');
  if (server === undefined && end >= 0) start(JSON.parse(received.slice(0, end)));
});
control.on('end', stop);
control.on('close', stop);
control.on('error', stop);
