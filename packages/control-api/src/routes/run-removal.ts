import { ended } from '@firefly/contracts/run-events';
import { z } from 'zod';
import type { ControlApiParts } from '../parts.ts';
import { Problem } from '../problem.ts';
import { problems, type Routes } from '../route.ts';
import { runParams, theRun } from './runs.ts';

/** Removes a run that has ended, with all that is known of it, its bundle too. */
export const runRemovalRoutes =
  ({ db }: Pick<ControlApiParts, 'db'>): Routes =>
  (app) => {
    app.delete(
      '/v1/runs/:run',
      {
        config: { scope: 'run' },
        schema: {
          tags: ['runs'],
          summary: 'Remove a run that has ended, and its bundle',
          params: runParams,
          response: { 204: z.null().describe('It is gone.'), ...problems },
        },
      },
      async ({ params }, reply) => {
        const run = await theRun(db, params.run);
        if (!run.shared)
          throw new Problem(
            409,
            `Run ${run.id} belongs to a command, which removes it with --fresh.`,
          );
        if (!ended.has(run.status))
          throw new Problem(409, `Run ${run.id} is ${run.status}: cancel it first.`);
        if (!(await db.runs.remove(run.id)))
          throw new Problem(409, `Run ${run.id} is still being worked on. Try again soon.`, {
            headers: { 'retry-after': '5' },
          });
        return reply.code(204).send(null);
      },
    );
  };
