/** An agent as NeMo Gym has them: it sends the cookies of the last reply, and no others. */
export interface Agent {
  cookie: string;
  post(path: string, body: unknown): Promise<Heard>;
}

/** A reply as an agent hears it. */
export interface Heard {
  readonly status: number;
  readonly type: string | null;
  readonly headers: Headers;
  readonly text: string;
}

export function agentOf(url: string): Agent {
  return {
    cookie: '',
    async post(path, body) {
      const { cookie } = this;
      const sent =
        body === undefined
          ? {}
          : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
      const response = await fetch(url + path, {
        ...{ method: 'POST', ...sent, headers: { ...sent.headers, cookie } },
      });
      const { status, headers } = response;
      this.cookie = headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; ');
      return { status, headers, type: headers.get('content-type'), text: await response.text() };
    },
  };
}
