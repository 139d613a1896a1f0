import type { FastifyRequest } from 'fastify';

/** Whether a request comes from the machine of the service, sent by no page of somebody else's. */

const LOOPBACK_PEER = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
// A page in a browser could reach a loopback port under a name of its own; only loopback names pass.
const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;
// What a proxy on this machine passes on comes from anywhere, and these say so.
const PASSED_ON =
  /^(x-forwarded(-.+)?|forwarded|via|x-real-ip|(.+-)?client-ip|cf-.+|x-(original|envoy|arr)-.+)$/;

type Sender = Pick<FastifyRequest, 'headers' | 'ip'> & {
  readonly raw: Pick<FastifyRequest['raw'], 'httpVersion'>;
};

/**
 * By its peer, the name it asked for and, if a page sent it, that page's origin. A proxy that says nothing
 * of itself cannot be told from a program here, but for HTTP/1.0: proxies speak it by default, and nothing
 * else does any more.
 */
export const isOwnMachine = ({ ip, headers, raw }: Sender): boolean =>
  LOOPBACK_PEER.test(ip) &&
  LOOPBACK_HOST.test(headers.host ?? '') &&
  (headers.origin === undefined || headers.origin === `http://${headers.host}`) &&
  raw.httpVersion !== '1.0' &&
  !Object.keys(headers).some((name) => PASSED_ON.test(name));
