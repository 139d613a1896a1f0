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
  longestMs = 240_000,
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

/** Waits until something is so. */
export async function until(what: () => Promise<boolean>): Promise<void> {
  while (!(await what())) await delay(LOOK_MS);
}

/** What the event stream of a run says: all of it once the run has ended, else what comes in a moment. */
async function eventsOf(url: string, id: string, unfinished: boolean): Promise<string> {
  const signal = AbortSignal.timeout(unfinished ? 1_000 : 30_000);
  const response = await fetch(new URL(`/v1/runs/${id}/events`, url), { signal });
  let text = '';
  try {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
  } catch (error) {
    if (!unfinished || !signal.aborted) throw error;
  }
  return text;
}

/** Ids of a run's accepted tasks, in the order of the events that told of them. */
export async function acceptedIn(url: string, id: string, unfinished = false): Promise<string[]> {
  const text = await eventsOf(url, id, unfinished);
  return [...text.matchAll(/^event: tasks\ndata: (.*)$/gm)].flatMap(
    ([, data]) =>
      z.object({ accepted: z.array(z.string()) }).parse(JSON.parse(data ?? '')).accepted,
  );
}
