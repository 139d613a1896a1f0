import { connect, type Socket } from 'node:net';

/**
 * A connection that is asked one thing after the other, with as little work as can be: a load that is slower
 * than what it measures measures itself.
 */
export interface Lane {
  /** Sends the bytes of a request; resolves to the body of its answer, in latin1. Rejects unless it is a success. */
  ask(request: Buffer): Promise<string>;
  close(): void;
}

const HEAD_END = '\r\n\r\n';
const LENGTH = /^content-length: (\d+)/im;

/** A request as its bytes. */
export function requestOf(port: number, path: string, body: string): Buffer {
  const head = [
    `POST ${path} HTTP/1.1`,
    `host: 127.0.0.1:${port}`,
    'content-type: application/json',
    'accept: application/json, text/event-stream',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${head.join('\r\n')}${HEAD_END}${body}`);
}

/** The body of a whole answer, or undefined while some of it is missing. */
function bodyOf(text: string): string | undefined {
  const end = text.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const head = text.slice(0, end);
  const length = LENGTH.exec(head)?.[1];
  if (length === undefined) throw new Error(`an answer without a length: ${head}`);
  const from = end + HEAD_END.length;
  if (text.length < from + Number(length)) return undefined;
  if (!head.startsWith('HTTP/1.1 2')) throw new Error(text.slice(0, 1_000));
  return text.slice(from);
}

export async function openLane(port: number): Promise<Lane> {
  const socket: Socket = connect({ host: '127.0.0.1', port, noDelay: true });
  let waiting: PromiseWithResolvers<string> | undefined;
  let text = '';
  const fail = (error: Error): void => waiting?.reject(error);
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    text += chunk;
    try {
      const body = bodyOf(text);
      if (body === undefined) return;
      text = '';
      waiting?.resolve(body);
    } catch (error) {
      fail(error as Error);
    }
  });
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the connection was closed')));
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return {
    ask(request) {
      waiting = Promise.withResolvers();
      socket.write(request);
      return waiting.promise;
    },
    close: () => socket.destroy(),
  };
}
