import type { ServerResponse } from 'node:http';
import type { ScriptedFault } from './scripted.ts';

/** How the API names the error of a status. */
const types: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};

const errorOf = (type: string, message: string) =>
  JSON.stringify({ type: 'error', error: { type, message }, request_id: 'req_refused' });

/** An error in the API's own form. */
export function refuse(
  response: ServerResponse,
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(errorOf(types[status] ?? 'api_error', message));
}

/** Whatever a script says instead of a reply. */
export function answerFault(
  response: ServerResponse,
  fault: ScriptedFault,
  streamed: boolean,
): void {
  if ('hangs' in fault) return;
  if ('status' in fault) {
    const { status, html, headers, message = 'as the script says' } = fault;
    if (html === undefined) refuse(response, status, message, headers);
    else response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(html);
    return;
  }
  const type = streamed ? 'text/event-stream' : 'application/json';
  response.writeHead(200, { 'content-type': type });
  if ('bytes' in fault) flood(response, fault.bytes);
  else response.end(`event: error\ndata: ${errorOf(fault.streamError, 'as the script says')}\n\n`);
}

function flood(response: ServerResponse, bytes: number): void {
  const chunk = `: ${' '.repeat(1_048_573)}\n`;
  const more = (left: number): void => {
    if (left <= 0 || response.destroyed) response.end();
    else response.write(chunk, () => more(left - chunk.length));
  };
  more(bytes);
}
