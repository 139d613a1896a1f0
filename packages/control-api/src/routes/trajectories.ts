import { Readable } from 'node:stream';
import { goldenRow, taskRow } from '@firefly/bundle/rows';
import { trajectory } from '@firefly/contracts/bundle';
import type { Candidate } from '@firefly/db/repositories/candidates';
import { z } from 'zod';
import type { ControlApiParts } from '../parts.ts';
import { problems, type Routes } from '../route.ts';
import { runParams, theRun } from './runs.ts';
import { taskParams, theTask } from './tasks.ts';

/** Tasks held in memory at a time. */
const TOGETHER = 20;

/** The golden trajectory of a candidate, as a bundle has it. A draft without a verdict has one, too. */
const goldenOf = (runId: string, { taskId, draft, verdict, checks }: Candidate) =>
  goldenRow(
    taskRow(runId, taskId, draft, verdict ?? { accepted: false, checks, judges: [] }, false),
  );

/** A line for each accepted task, read as fast as they are taken. */
async function* linesOf(
  db: Pick<ControlApiParts['db'], 'taskPages'>,
  runId: string,
): AsyncGenerator<string> {
  const seen = new Set<string>();
  let after: Candidate | undefined;
  do {
    const tasks = await db.taskPages.accepted(runId, after, TOGETHER);
    for (const task of tasks)
      if (!seen.has(task.taskId)) yield `${JSON.stringify(goldenOf(runId, task))}\n`;
    for (const { taskId } of tasks) seen.add(taskId);
    after = tasks.at(-1);
  } while (after !== undefined);
}

/** Golden trajectories: the needed calls of a task as messages. */
export const trajectoryRoutes =
  ({ db }: Pick<ControlApiParts, 'db'>): Routes =>
  (app) => {
    app.get(
      '/v1/runs/:run/trajectories',
      {
        config: { scope: 'read' },
        schema: {
          tags: ['tasks'],
          summary: 'Trajectories of the accepted tasks of a run',
          description:
            'One JSON object a line, as in `trajectories.jsonl` of a bundle: those that there are by now.',
          params: runParams,
          response: {
            200: {
              description: 'A trajectory a line.',
              content: { 'application/jsonl': { schema: z.string() } },
            },
            ...problems,
          },
        },
      },
      async ({ params: { run } }, reply) => {
        await theRun(db, run);
        return (
          reply
            .type('application/jsonl; charset=utf-8')
            // biome-ignore lint/suspicious/noExplicitAny: a stream of what the schema says
            .send(Readable.from(linesOf(db, run)) as any)
        );
      },
    );

    app.get(
      '/v1/runs/:run/tasks/:task/trajectory',
      {
        config: { scope: 'read' },
        schema: {
          tags: ['tasks'],
          summary: 'The golden trajectory of a task',
          params: taskParams,
          response: { 200: trajectory, ...problems },
        },
      },
      async ({ params }) => goldenOf(params.run, await theTask(db, params)),
    );
  };
