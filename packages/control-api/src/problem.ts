import type { problem } from '@firefly/contracts/control-api';
import type { z } from 'zod';

type Fault = NonNullable<z.output<typeof problem>['errors']>[number];

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  408: 'Too slow',
  409: 'Conflict',
  413: 'Body too large',
  414: 'Address too long',
  415: 'Unsupported media type',
  422: 'Cannot be done',
  431: 'Headers too large',
  503: 'Not available now',
};

/** An error that whoever sent the request shall read, as RFC 9457 describes it. */
export class Problem extends Error {
  readonly status: number;
  readonly errors: readonly Fault[];
  /** Sent along: such as when to come back. */
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    status: number,
    detail: string,
    more: { readonly errors?: readonly Fault[]; readonly headers?: Record<string, string> } = {},
  ) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
  }
}

/** The body of a problem. */
export const problemBody = ({ status, message, errors }: Problem, requestId: string) => ({
  type: 'about:blank',
  title: titles[status] ?? (status >= 500 ? 'Internal error' : 'Refused'),
  status,
  detail: message,
  request_id: requestId,
  ...(errors.length === 0 ? {} : { errors: [...errors] }),
});
