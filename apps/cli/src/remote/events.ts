import { setTimeout as delay } from 'node:timers/promises';
import { ended, type Progress, runEvents } from '@firefly/contracts/run-events';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { z } from 'zod';
import { type Api, AwayError } from './api.ts';

/** A service that is quiet for longer is taken for lost: it gives a sign of life every 15 seconds. */
const SILENCE_MS = 45_000;
const PAUSE_MS = 1_000;
/** Tries without any event between them, a pause apart: then the service is away. */
const MOST_TRIES = 60;
const MOST_BUFFERED = 4 << 20;

/** Who hears of a run that is followed. */
export interface Listener {
  readonly progress: (progress: Progress) => void;
  readonly status: (status: Progress['status'], reason: string | undefined) => void;
}

const number = z.coerce.number().int().nonnegative();

// As they are written, but a field that a later service adds is passed over.
const { stages, ...rest } = runEvents.progress.shape;
const progress = z.object({ ...rest, stages: z.array(z.object(stages.element.shape)) });
const statusChange = z.object(runEvents.status.shape);

/** The data of an event; throws an error of one line. */
function read<S extends z.ZodType>(type: string, data: string, schema: S): z.output<S> {
  let said: unknown;
  try {
    said = JSON.parse(data);
  } catch {
    throw new Error(`the service sent an event "${type}" that is not JSON`);
  }
  const { data: event, error } = schema.safeParse(said);
  if (error === undefined) return event as z.output<S>;
  const [issue] = error.issues;
  const place = issue?.path.join('.') || 'all of it';
  throw new Error(
    `the service sent an event "${type}" that this version cannot read (${place}: ${issue?.message})`,
  );
}

/** Tells what an event says; one that is not known is passed over. True behind the last. */
function hear(type: string | undefined, data: string, listener: Listener): boolean {
  if (type === 'progress') listener.progress(read(type, data, progress));
  if (type !== 'status') return false;
  const { status, reason } = read(type, data, statusChange);
  listener.status(status, reason);
  return ended.has(status);
}

/** Ends a stream that is quiet for too long. */
function watched(signal: AbortSignal) {
  const silent = new AbortController();
  const quiet = (): void => silent.abort(new AwayError('the service has gone quiet'));
  const timer = setTimeout(quiet, SILENCE_MS);
  return {
    signal: AbortSignal.any([signal, silent.signal]),
    alive: () => void timer.refresh(),
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}

/**
 * Follows a run to its end, from its first event. A connection that is lost is made again and goes on
 * behind the last event that came. Rejects with the reason of `signal`, or when the service stays away.
 */
export async function followRun(
  api: Api,
  runId: string,
  listener: Listener,
  signal: AbortSignal,
): Promise<void> {
  let last = 0;
  let tries = 0;

  /** Reads one connection to its end; true if nothing can follow. */
  const readOn = async (): Promise<boolean> => {
    using watch = watched(signal);
    const path = `/v1/runs/${encodeURIComponent(runId)}/events`;
    const headers = last === 0 ? {} : { 'last-event-id': String(last) };
    const response = await api.open(
      path,
      { accept: 'text/event-stream', ...headers },
      watch.signal,
    );
    if (response.status === 204 || response.body === null) return true;
    const events = response.body
      .pipeThrough(
        new TransformStream<Uint8Array, Uint8Array>({
          transform(chunk, controller) {
            watch.alive();
            controller.enqueue(chunk);
          },
        }),
      )
      .pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream({ maxBufferSize: MOST_BUFFERED }));
    for await (const { id, event, data } of events) {
      const over = hear(event, data, listener);
      last = number.catch(last).parse(id);
      tries = 0;
      if (over) return true;
    }
    return false;
  };

  for (;;) {
    try {
      if (await readOn()) return;
    } catch (error) {
      signal.throwIfAborted();
      // A body that breaks off is a TypeError of fetch.
      const lost = error instanceof AwayError || error instanceof TypeError;
      if (!lost || tries >= MOST_TRIES) throw error;
    }
    tries += 1;
    await delay(PAUSE_MS, undefined, { signal });
  }
}
