import { page, pageQuery, run, runDetail, runRequest } from '@firefly/contracts/control-api';
import { runStatus } from '@firefly/contracts/run-events';
import { parseSpec } from '@firefly/contracts/run-spec';
import { progressFrom } from '@firefly/db/repositories/progress';
import type { Run } from '@firefly/db/repositories/runs';
import { z } from 'zod';
import { newRun } from '../new-run.ts';
import type { ControlApiParts } from '../parts.ts';
import { Problem } from '../problem.ts';
import { problems, type Routes } from '../route.ts';
import { runDetailView, runView } from '../run-view.ts';
import { tellRequest } from '../tell-request.ts';

const MOST_REASONS = 20;

export const runParams = z.object({
  run: z.string().regex(/^[\w-]{1,100}$/, 'is no id of a run'),
});
const marked = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, 'takes up to 255 visible characters')
    .optional()
    .describe('The same request sent twice under one key makes one run.'),
});

const noRun = (id: string): Problem =>
  new Problem(404, `There is no run ${id}. GET /v1/runs lists them.`);

/** The run of a route. */
export async function theRun(db: Pick<ControlApiParts['db'], 'runs'>, id: string): Promise<Run> {
  const found = await db.runs.find(id);
  if (found === null) throw noRun(id);
  return found;
}

async function detailOf(db: ControlApiParts['db'], id: string) {
  const [found, counts] = await Promise.all([db.runs.find(id), db.progress.ofRun(id)]);
  if (found === null || counts === null) throw noRun(id);
  const asksModels = parseSpec(found.spec).model !== undefined;
  const [timings, reasons, spent, statuses] = await Promise.all([
    db.timings.list(id),
    db.progress.reasons(id, MOST_REASONS),
    asksModels ? db.modelCalls.ledger(id) : null,
    // Only a forecast needs them.
    counts.accepted > 0 ? db.events.statuses(id) : [],
  ]);
  const { status: _, ...progress } = progressFrom(counts);
  const facts = { run: found, counts, timings, reasons, progress, statuses, spent };
  return runDetailView(facts, new Date());
}

/** Runs: asked for, listed, looked at. */
export const runRoutes =
  (parts: Pick<ControlApiParts, 'db' | 'queues' | 'servers' | 'isPriced'>): Routes =>
  (app) => {
    const { db } = parts;
    app.post(
      '/v1/runs',
      {
        config: { scope: 'run' },
        schema: {
          tags: ['runs'],
          summary: 'Ask for a run',
          headers: marked,
          body: runRequest,
          response: { 202: run, ...problems },
        },
      },
      async (request, reply) => {
        const mark = request.headers['idempotency-key'];
        const { run: made, made: first } = await newRun(parts, request.body, request.caller, mark);
        if (first) tellRequest(request, reply, made.id);
        return reply.code(202).header('location', `/v1/runs/${made.id}`).send(runView(made));
      },
    );

    app.get(
      '/v1/runs',
      {
        config: { scope: 'read' },
        schema: {
          tags: ['runs'],
          summary: 'List runs, the newest first',
          querystring: z.object({ ...pageQuery, status: runStatus.optional() }),
          response: { 200: page(run), ...problems },
        },
      },
      async ({ query: { limit, cursor, status } }) => {
        const found = await db.serviceRuns.list({ status, after: cursor, limit: limit + 1 });
        if (found === null)
          throw new Problem(400, 'cursor: it names no run any more. Begin without one.', {
            errors: [{ detail: 'names no run', parameter: 'cursor' }],
          });
        const items = found.slice(0, limit).map(runView);
        return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
      },
    );

    app.get(
      '/v1/runs/:run',
      {
        config: { scope: 'read' },
        schema: {
          tags: ['runs'],
          summary: 'How far a run is, what it came to and what it cost',
          params: runParams,
          response: { 200: runDetail, ...problems },
        },
      },
      ({ params }) => detailOf(db, params.run),
    );
  };
