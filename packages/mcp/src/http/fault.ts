import { STATUS_CODES } from 'node:http';
import type { Failure } from '@firefly/contracts/failure';

/** What one of our requests over HTTP came to; the message follows "the server …". */
export class HttpFault extends Error {
  readonly kind: 'transient' | 'permanent';
  /** Only this one request failed: others on the same session may go well. */
  readonly usable: boolean;
  /** It refused this request as one too many for now. */
  readonly tooSoon: boolean;
  readonly retryAfterMs: number | undefined;
  /** It refused in the words of the protocol: it speaks MCP. */
  readonly spoken: boolean;

  constructor(
    message: string,
    more: Partial<Pick<HttpFault, 'kind' | 'usable' | 'tooSoon' | 'retryAfterMs' | 'spoken'>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'HttpFault';
    this.kind = more.kind ?? 'transient';
    this.usable = more.usable ?? false;
    this.tooSoon = more.tooSoon ?? false;
    this.retryAfterMs = more.retryAfterMs;
    this.spoken = more.spoken ?? false;
  }

  failure(message: string): Failure {
    if (this.kind === 'permanent' || this.retryAfterMs === undefined)
      return { kind: this.kind, message };
    return { kind: this.kind, message, retryAfterMs: this.retryAfterMs };
  }
}

const named = (status: number): string => `${status} ${STATUS_CODES[status] ?? ''}`.trim();

/** Statuses that mean: ask again later. */
const isLater = (status: number): boolean => status === 429 || status === 503;

/** What a status says that is no success. `said` is an error of the protocol in the body, if it was one. */
export function faultOfStatus(
  status: number,
  more: { readonly retryAfterMs?: number | undefined; readonly said?: string | undefined } = {},
): HttpFault {
  const { retryAfterMs, said } = more;
  const answered = `answered ${named(status)}${said === undefined ? '' : `: ${said}`}`;
  if (status === 401)
    return new HttpFault(`${answered}: it wants other credentials in "headers"`, {
      kind: 'permanent',
    });
  if (status === 403)
    return new HttpFault(`${answered}: the credentials in "headers" do not allow this`, {
      kind: 'permanent',
      usable: true,
    });
  if (isLater(status)) {
    // One that says when is well: the session holds until then.
    const later = `${answered}: it wants to be asked again later`;
    const tooSoon = { usable: true, tooSoon: true, retryAfterMs };
    if (retryAfterMs !== undefined)
      return new HttpFault(`${later} in ${Math.ceil(retryAfterMs / 1000)} s`, tooSoon);
    return new HttpFault(later, status === 429 ? tooSoon : {});
  }
  if (status === 408 || status > 501) return new HttpFault(answered);
  if (status >= 500) return new HttpFault(answered, { usable: true });
  const hint = said === undefined ? ': is its "url" that of an MCP endpoint?' : '';
  return new HttpFault(answered + hint, {
    kind: 'permanent',
    usable: status !== 404,
    spoken: said !== undefined,
  });
}

/** The refusal of a request as one too many, if that is what an error of the SDK's goes back to. */
export function tooSoonOf(error: unknown): HttpFault | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof HttpFault) return cause.tooSoon ? cause : undefined;
  return undefined;
}
