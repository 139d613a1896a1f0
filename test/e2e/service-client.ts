import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

const LOOK_MS = 300;
const view = z.looseObject({ id: z.string(), status: z.string() });
export type RunSeen = z.output<typeof view>;

/** Asks a service and reads its JSON; throws with what it said if it refuses. */
export async function ask(url: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(new URL(path, url), {
    method: body === undefined ? 'GET' : 'POST',
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${path}: ${text}`);
  return text === '' ? null : JSON.parse(text);
}

export const newRun = async (url: string, request: object): Promise<RunSeen> =>
  view.parse(await ask(url, '/v1/runs', request));

/** Waits until a run has one of these statuses; what is not one of them for too long fails. */
export async function untilRun(
  url: string,
  id: string,
  statuses: readonly string[],
  longestMs = 150_000,
): Promise<RunSeen> {
  const until = performance.now() + longestMs;
  for (;;) {
    const seen = view.parse(await ask(url, `/v1/runs/${id}`));
    if (statuses.includes(seen.status)) return seen;
    if (performance.now() > until)
      throw new Error(`run ${id} is still ${seen.status}: ${JSON.stringify(seen)}`);
    await delay(LOOK_MS);
  }
}

/** Ids of a run's accepted tasks, in the order of the events that told of them. */
export async function acceptedIn(url: string, id: string): Promise<string[]> {
  const response = await fetch(new URL(`/v1/runs/${id}/events`, url), {
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  return [...text.matchAll(/^event: tasks\ndata: (.*)$/gm)].flatMap(
    ([, data]) =>
      z.object({ accepted: z.array(z.string()) }).parse(JSON.parse(data ?? '')).accepted,
  );
}
