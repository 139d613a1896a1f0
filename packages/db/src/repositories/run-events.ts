import type { NewRunEvent, RunEventType, RunStatus } from '@firefly/contracts/run-events';
import type { Json } from '@firefly/domain/json';
import type { Prisma, PrismaClient } from '../generated/client.ts';
import { fromText, toText } from '../text.ts';

/** Something that happened to a run. */
export interface RunEvent {
  readonly runId: string;
  /** From 1, without gaps. */
  readonly seq: number;
  readonly at: Date;
  readonly type: RunEventType;
  readonly data: Json;
}

/** A client, or a transaction of one. */
export type Statements = Pick<Prisma.TransactionClient, '$executeRaw'>;

/**
 * Appends events in one statement. The row of the run is locked for that, so numbers are seen in
 * their order: whoever has read number n has missed none below it.
 */
export async function appendEvents(
  client: Statements,
  runId: string,
  events: readonly NewRunEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const types = events.map(({ type }) => type);
  const data = events.map((event) => toText(event.data));
  await client.$executeRaw`
    WITH run AS (
      UPDATE runs SET event_count = event_count + ${events.length} WHERE id = ${runId}
      RETURNING event_count - ${events.length} AS before)
    INSERT INTO run_events (run_id, seq, type, data)
      SELECT ${runId}, run.before + event.nr, event.type, event.data
      FROM run, unnest(${types}::text[], ${data}::text[]) WITH ORDINALITY AS event(type, data, nr)`;
}

/** The events of runs, appended and never changed. */
export function makeRunEvents(prisma: PrismaClient) {
  return {
    append: (runId: string, events: readonly NewRunEvent[]): Promise<void> =>
      appendEvents(prisma, runId, events),
    /** By number, those above `seq`; `most` at a time. */
    async after(runId: string, seq: number, most: number): Promise<RunEvent[]> {
      const where = { runId, seq: { gt: seq } };
      const rows = await prisma.runEvent.findMany({ where, orderBy: { seq: 'asc' }, take: most });
      return rows.map((row) => ({
        ...row,
        type: row.type as RunEventType,
        data: fromText<Json>(row.data),
      }));
    },
    /** When a run began to be in which status, in order. */
    async statuses(
      runId: string,
    ): Promise<{ readonly seq: number; readonly at: Date; readonly status: RunStatus }[]> {
      const where = { runId, type: 'status' };
      const rows = await prisma.runEvent.findMany({ where, orderBy: { seq: 'asc' } });
      return rows.map(({ seq, at, data }) => ({
        ...{ seq, at },
        status: fromText<{ status: RunStatus }>(data).status,
      }));
    },
    /** The status of each of these runs that there is, and how many events it has had by then. */
    async heads(
      runIds: readonly string[],
    ): Promise<Map<string, { readonly count: number; readonly status: RunStatus }>> {
      const where = { id: { in: [...runIds] } };
      const select = { id: true, eventCount: true, status: true };
      const rows = await prisma.run.findMany({ where, select });
      return new Map(rows.map(({ id, eventCount: count, status }) => [id, { count, status }]));
    },
  };
}

export type RunEvents = ReturnType<typeof makeRunEvents>;
