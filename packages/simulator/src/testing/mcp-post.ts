/** Headers of a client of the era with a handshake. */
export const legacy = {
  accept: 'application/json, text/event-stream',
  'content-type': 'application/json',
  'mcp-protocol-version': '2025-11-25',
};

/** The message of a reply: JSON, or the one event of a stream. */
const messageIn = (text: string) => JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? text);

/** Posts a message as no client of an SDK would let one; `body` is the text of it. */
export async function post(url: string, body: string, headers: Record<string, string> = legacy) {
  const response = await fetch(url, { method: 'POST', body, headers });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: /json|event-stream/.test(type) && text !== '' ? messageIn(text) : null,
  };
}

/** The text of a call. */
export const callOf = (name: unknown, args: unknown, id: unknown = 1): string =>
  JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: args } });

const envelope = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': {},
};

/** The same from a client of the era without a handshake: its text and its headers. */
export function modernCall(name: string, args: unknown): [string, Record<string, string>] {
  const params = { name, arguments: args, _meta: envelope };
  const version = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call' };
  return [
    JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }),
    { ...legacy, ...version, 'mcp-name': name },
  ];
}
