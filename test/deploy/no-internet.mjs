/**
 * Loaded into a process before its own code, and into the Node processes that it starts: refuses every
 * connection that leaves the machine and notes it in the file NETWORK_LOG, as it notes each process.
 */
import childProcess from 'node:child_process';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const { NODE_OPTIONS, NETWORK_LOG } = process.env;
const note = (what) => appendFileSync(NETWORK_LOG, `${what}\n`);
const here = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

note(`started ${process.argv[1]}`);

const { lookup } = dns;
dns.lookup = (name, ...rest) => {
  // A number needs no asking; whether one connects to it is looked at below.
  if (here.test(name) || net.isIP(name) !== 0) return lookup(name, ...rest);
  note(`lookup ${name}`);
  process.nextTick(rest.at(-1), Object.assign(new Error('no internet'), { code: 'ENOTFOUND' }));
};

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...words) {
  const [first, second] = Array.isArray(words[0]) ? words[0] : words;
  const host = typeof first === 'object' ? first.host : typeof second === 'string' ? second : '';
  const away = host && net.isIP(host) !== 0 && !here.test(host);
  if (!away) return connect.apply(this, words);
  note(`connect ${host}`);
  return this.destroy(Object.assign(new Error('no internet'), { code: 'ENETUNREACH' }));
};

// Some processes of ours start others with a chosen environment: the hook goes along.
const { spawn } = childProcess;
childProcess.spawn = (file, ...rest) => {
  const options = rest.findLast((word) => typeof word === 'object' && !Array.isArray(word));
  if (options?.env) options.env = { ...options.env, NODE_OPTIONS, NETWORK_LOG };
  return spawn(file, ...rest);
};
syncBuiltinESMExports();
