import { isObject } from '@firefly/domain/json';
import { SdkError, SdkErrorCode, SdkHttpError } from '@modelcontextprotocol/client';
import { faultOfStatus, HttpFault } from './fault.ts';
import { unreachable } from './unreachable.ts';

/** The message of a JSON-RPC error, if a body is one. */
function errorIn(body: unknown): string | undefined {
  try {
    const parsed: unknown = JSON.parse(String(body));
    if (!isObject(parsed) || !isObject(parsed.error)) return undefined;
    const { code, message } = parsed.error;
    if (typeof code !== 'number') return undefined;
    return typeof message === 'string' ? message.replace(/\s+/g, ' ').trim() : `${code}`;
  } catch {
    return undefined;
  }
}

/** What an error of the SDK's transport means. `inSession`: the server had given us a session. */
export function faultOf(error: unknown, inSession: boolean): unknown {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof HttpFault) return cause;
  if (error instanceof SdkHttpError) {
    if (error.status === 404 && inSession)
      return new HttpFault('has forgotten the session', {}, { cause: error });
    return faultOfStatus(error.status, { said: errorIn(error.data.text) });
  }
  if (error instanceof SdkError && error.code === SdkErrorCode.ClientHttpUnexpectedContent) {
    const type = isObject(error.data) ? String(error.data.contentType ?? 'nothing') : 'nothing';
    return new HttpFault(
      `answered with ${type} instead of JSON: is its "url" that of an MCP endpoint?`,
      { kind: 'permanent' },
      { cause: error },
    );
  }
  // The connection broke while a body was read.
  if (error instanceof TypeError) return unreachable(error);
  if (error instanceof SyntaxError)
    return new HttpFault('answered with what is no JSON', {}, { cause: error });
  if (error instanceof Error && 'issues' in error)
    return new HttpFault('answered with what is no message of MCP', {}, { cause: error });
  return error;
}
