import type { FastifyRequest } from 'fastify';

/** Whether a request comes from the machine of the service, sent by no page of somebody else's. */

const LOOPBACK_PEER = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
// A page in a browser could reach a loopback port under a name of its own; only loopback names pass.
const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;
// What a proxy on this machine passes on comes from anywhere.
const PASSED_ON = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

type Sender = Pick<FastifyRequest, 'headers' | 'ip'>;

/** By its peer, the name it asked for and, if a page sent it, that page's origin. */
export const isOwnMachine = ({ ip, headers }: Sender): boolean =>
  LOOPBACK_PEER.test(ip) &&
  LOOPBACK_HOST.test(headers.host ?? '') &&
  (headers.origin === undefined || headers.origin === `http://${headers.host}`) &&
  PASSED_ON.every((name) => headers[name] === undefined);
