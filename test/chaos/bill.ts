import { openEmbedded } from '@firefly/db/embedded/embedded';
import type { MessagesApi } from '@firefly/llm/testing/messages-api';
import pg from 'pg';

/** What the replies of a model have cost runs that were hit: nothing that could have been spared. */
export interface Bill {
  /** Replies that were kept. */
  readonly kept: number;
  /** Replies that were wholly sent beside those, and lost with who had asked for them. */
  readonly lost: number;
  /** Requests that are marked as perhaps paid for twice. */
  readonly uncertain: number;
  /** What was paid for though it was there already, or is not accounted for, in words. */
  readonly wasted: readonly string[];
}

/** A row of the requests of all runs. */
export interface Asked {
  readonly run_id: string;
  readonly owner: string;
  readonly ordinal: number;
  readonly reply: string | null;
  readonly remembered: boolean;
  readonly uncertain: boolean;
}

const placeOf = ({ run_id, owner, ordinal }: Asked): string => `${run_id} ${owner} ${ordinal}`;

/** The scripted model names its calls after the request that it answers: the beginning of its hash. */
const NAMED = /"id":"toolu_([0-9a-f]{16})_/;
const NAMED_BY = 16;
const requestOf = ({ reply }: Asked): string => NAMED.exec(reply ?? '')?.[1] ?? 'unknown';

/**
 * Holds the rows against what the model's server counted. A request is sent as often as there are rows of it,
 * and once more for each kill that found it under way: its reply may have come when nobody could keep it
 * any more. Such a row is marked.
 *
 * @param counts of the replies that were wholly sent, by the hash of their request
 * @param underWay the requests that each kill found under way
 */
export function billOf(
  rows: readonly Asked[],
  counts: ReturnType<MessagesApi['counts']>,
  underWay: readonly (readonly string[])[],
): Bill {
  const wasted: string[] = [];
  const sent = new Map(
    Object.entries(counts).map(([hash, { sent }]) => [hash.slice(0, NAMED_BY), sent]),
  );
  const paid = rows.filter(({ remembered, reply }) => !remembered && reply !== null);
  for (const row of rows) {
    if (row.reply === null) wasted.push(`${placeOf(row)} was never answered`);
    if (row.owner.startsWith('aside/')) wasted.push(`${placeOf(row)} was asked in other words`);
  }
  const hits = underWay.flat();
  const byRequest = Map.groupBy(paid, requestOf);
  let lost = 0;
  for (const request of new Set([...sent.keys(), ...byRequest.keys()])) {
    const [times, its] = [sent.get(request) ?? 0, byRequest.get(request) ?? []];
    const more = times - its.length;
    const allowed = hits.filter((hit) => its.some((row) => placeOf(row) === hit)).length;
    const what = `${its.map(placeOf).join(', ') || `request ${request}`}: ${times} replies`;
    lost += Math.max(0, more);
    if (more < 0 || more > allowed)
      wasted.push(`${what} for ${its.length} rows, and ${allowed} times under way at a kill`);
    else if (more > 0 && !its.some(({ uncertain }) => uncertain))
      wasted.push(`${what}, and no row is marked`);
  }
  const uncertain = rows.filter((row) => row.uncertain).length;
  return { kept: paid.length, lost, uncertain, wasted };
}

/** The requests of all runs of a place that nobody uses. */
export const requestsIn = (dataDir: string): Promise<Asked[]> =>
  inDatabase<Asked>(
    dataDir,
    'SELECT run_id, owner, ordinal, reply, remembered, uncertain FROM model_calls',
  );

/** Asks the database of a place that nobody uses. */
export async function inDatabase<T extends pg.QueryResultRow>(
  dataDir: string,
  sql: string,
): Promise<T[]> {
  const postgres = await openEmbedded({ dataDir });
  const client = new pg.Client({ connectionString: postgres.url });
  try {
    await client.connect();
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
    await postgres.close();
  }
}
