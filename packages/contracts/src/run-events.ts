import { z } from 'zod';

/** Where a run is. A paused one goes on when it is resumed; the other three have ended. */
export const runStatus = z.enum(['running', 'paused', 'finished', 'failed', 'cancelled']);

/** How far a run is, stage by stage. `total` grows as waves are planned. */
export const progress = z.strictObject({
  status: runStatus,
  wave: z.int(),
  stages: z.array(z.strictObject({ name: z.string(), done: z.int(), total: z.int() })),
});

/** What can happen to a run, by type: the data of its event. */
export const runEvents = {
  /** It was made, paused, resumed, or has ended. */
  status: z.strictObject({ status: runStatus, reason: z.string().optional() }),
  /** It has moved; of many movements in a moment there is one event. */
  progress,
  /** A server was listed, or dropped with a reason. */
  server: z.strictObject({
    name: z.string(),
    status: z.enum(['listed', 'dropped']),
    reason: z.string().optional(),
  }),
  /** A wave was scored: the tasks that it accepted. */
  tasks: z.strictObject({ wave: z.int(), accepted: z.array(z.string()) }),
} as const;

export type RunStatus = z.output<typeof runStatus>;
export type Progress = z.output<typeof progress>;
export type RunEventType = keyof typeof runEvents;
/** An event before it has a number. */
export type NewRunEvent = {
  [K in RunEventType]: { readonly type: K; readonly data: z.output<(typeof runEvents)[K]> };
}[RunEventType];
/** The statuses from which nothing follows. */
export const ended: ReadonlySet<RunStatus> = new Set(['finished', 'failed', 'cancelled']);
