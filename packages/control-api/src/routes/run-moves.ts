import { run } from '@firefly/contracts/control-api';
import type { RunStatus } from '@firefly/contracts/run-events';
import { parseSpec } from '@firefly/contracts/run-spec';
import { endRun } from '@firefly/telemetry/run-trace';
import type { ControlApiParts } from '../parts.ts';
import { Problem } from '../problem.ts';
import { problems, type Routes } from '../route.ts';
import { runView } from '../run-view.ts';
import { runParams, theRun } from './runs.ts';

/** What may be done to a run, from which statuses, and where that leads. */
const moves = {
  cancel: { from: ['running', 'paused'], to: 'cancelled', summary: 'Stop a run for good' },
  pause: { from: ['running'], to: 'paused', summary: 'Stop a run until it is resumed' },
  resume: { from: ['paused'], to: 'running', summary: 'Let a paused run go on' },
} as const satisfies Readonly<
  Record<string, { from: RunStatus[]; to: RunStatus; summary: string }>
>;

/** Cancel, pause, resume. Each may be asked twice: it is then done already. */
export const runMoveRoutes =
  ({ db }: Pick<ControlApiParts, 'db'>): Routes =>
  (app) => {
    for (const [move, { from, to, summary }] of Object.entries(moves))
      app.post(
        `/v1/runs/:run/${move}`,
        {
          config: { scope: 'run' },
          schema: {
            tags: ['runs'],
            summary,
            params: runParams,
            response: { 200: run, ...problems },
          },
        },
        async ({ params }) => {
          const moved = await db.serviceRuns.move(params.run, from, to);
          const now = await theRun(db, params.run);
          if (!moved && !now.shared)
            throw new Problem(409, `Run ${now.id} belongs to a command: stop that command.`);
          if (!moved && now.status !== to)
            throw new Problem(
              409,
              `Run ${now.id} is ${now.status}: it cannot be asked to ${move}.`,
            );
          if (moved && to === 'cancelled')
            endRun({
              ...{ runId: now.id, createdAt: now.createdAt, outcome: 'cancelled' },
              asked: parseSpec(now.spec),
            });
          return runView(now);
        },
      );
  };
