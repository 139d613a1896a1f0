import { page } from '@firefly/contracts/control-api';
import { taskDetail, taskItem, taskQuery } from '@firefly/contracts/control-api/tasks';
import { visible } from '@firefly/contracts/control-api/visible';
import type { Candidate } from '@firefly/db/repositories/candidates';
import { z } from 'zod';
import { cursorOf, placesOf } from '../cursor.ts';
import type { ControlApiParts } from '../parts.ts';
import { Problem } from '../problem.ts';
import { problems, type Routes } from '../route.ts';
import { statusesOf, taskDetailView, taskItemView } from '../task-view.ts';
import { runParams, theRun } from './runs.ts';

export const taskParams = runParams.extend({ task: visible(64) });

/** The task of a route. */
export async function theTask(
  db: Pick<ControlApiParts['db'], 'runs' | 'taskPages'>,
  { run, task }: z.output<typeof taskParams>,
): Promise<Candidate> {
  const found = await db.taskPages.find(run, task);
  if (found !== null) return found;
  await theRun(db, run);
  throw new Problem(404, `Run ${run} has no task ${task}. GET /v1/runs/${run}/tasks lists them.`);
}

const placeOf = ([runId, wave, index, ordinal]: readonly [string, number, number, number]) => ({
  ...{ runId, wave, index, ordinal },
});

const querystring = z.object(taskQuery);

/** Tasks of runs, with what their answers were read off. */
export const taskRoutes =
  ({ db }: Pick<ControlApiParts, 'db'>): Routes =>
  (app) => {
    const pageOf = async (run: string | undefined, query: z.output<typeof querystring>) => {
      const { limit, cursor, verdict, ...filter } = query;
      const places = placesOf(cursor, ['text', 'number', 'number', 'number'] as const);
      const found = await db.taskPages.page({
        ...{ ...filter, run, limit: limit + 1 },
        statuses: verdict && statusesOf[verdict],
        after: places && placeOf(places),
      });
      const rows = found.slice(0, limit);
      const last = rows.at(-1);
      const next =
        last === undefined || found.length <= limit
          ? null
          : cursorOf([last.runId, last.wave, last.index, last.ordinal]);
      return { items: rows.map(taskItemView), next };
    };
    const schema = { tags: ['tasks'], querystring, response: { 200: page(taskItem), ...problems } };

    app.get(
      '/v1/runs/:run/tasks',
      {
        config: { scope: 'read' },
        schema: { ...schema, summary: 'Tasks of a run, those rejected too', params: runParams },
      },
      async ({ params: { run }, query }) => {
        await theRun(db, run);
        return pageOf(run, query);
      },
    );

    app.get(
      '/v1/tasks',
      {
        config: { scope: 'read' },
        schema: { ...schema, summary: 'Tasks of all runs, those of the newest run first' },
      },
      ({ query }) => pageOf(undefined, query),
    );

    app.get(
      '/v1/runs/:run/tasks/:task',
      {
        config: { scope: 'read' },
        schema: {
          tags: ['tasks'],
          summary: 'A task with its calls, its flows, its fields and its verdict',
          params: taskParams,
          response: { 200: taskDetail, ...problems },
        },
      },
      async ({ params }) => taskDetailView(params.run, await theTask(db, params)),
    );
  };
