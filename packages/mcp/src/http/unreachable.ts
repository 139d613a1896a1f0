import { HttpFault } from './fault.ts';

const TRANSIENT: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses the connection: does it run?',
  ECONNRESET: 'broke the connection',
  UND_ERR_SOCKET: 'broke the connection',
  UND_ERR_CONNECT_TIMEOUT: 'does not take the connection',
  EAI_AGAIN: 'has a host name that cannot be looked up at the moment',
};
const PERMANENT: Readonly<Record<string, string>> = {
  ENOTFOUND: 'has a host name that nobody knows',
};
const CERTIFICATE = /CERT|SIGNATURE|ALTNAME|ISSUER|SSL|TLS/;

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

/** Why nothing came back, or not all of it, from what `fetch` or the reading of a body threw. */
export function unreachable(error: unknown): HttpFault {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code = codeOf(cause) ?? '';
  const lasting = PERMANENT[code];
  if (lasting !== undefined) return new HttpFault(lasting, { kind: 'permanent' }, { cause: error });
  if (CERTIFICATE.test(code))
    return new HttpFault(`cannot be trusted (${code})`, { kind: 'permanent' }, { cause: error });
  const reason = code === '' && cause instanceof Error ? cause.message : code;
  const words = TRANSIENT[code] ?? `cannot be reached (${reason})`;
  return new HttpFault(words, {}, { cause: error });
}
