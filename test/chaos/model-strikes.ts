import { openEmbedded } from '@firefly/db/embedded/embedded';
import pg from 'pg';
import { brain } from '../e2e/models/brain.ts';
import { type ScriptedPlace, scriptedPlace, someServers } from '../e2e/models/scripted-run.ts';
import type { Signal } from './moments.ts';
import { type Outcome, strikeRuns } from './strikes.ts';

/** Tasks of one run: with two servers it makes them in its second wave. */
const TASKS = 2;
/** The same question is rightly asked so often: each attempt at a task begins alike. */
const ROLLOUTS = 2;
/** How long the model thinks, so that a kill finds it thinking. */
const THINKS_MS = 60;

/** What came of kills, and what they cost. */
export interface Paid extends Outcome {
  /** Replies that were wholly sent more often than an undisturbed run asks for them. */
  readonly twice: number;
  /** Requests that are marked as perhaps paid for twice. */
  readonly uncertain: number;
}

/** By request: how many replies to it were wholly sent. */
const sentBy = ({ api }: ScriptedPlace): Map<string, number> =>
  new Map(Object.entries(api.counts()).map(([body, { sent }]) => [body, sent]));

/** Hits runs that ask a scripted model, which outlives them and counts. */
export async function strikeModelRuns(asked: {
  readonly signals: readonly Signal[];
  readonly perRun: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}): Promise<Paid> {
  const scripted = await scriptedPlace(async (request) => ({
    ...(await brain(request)),
    afterMs: THINKS_MS,
  }));
  const { place } = scripted;
  try {
    const servers = await someServers(place, 'files', 'notes');
    const [command = '', ...args] = scripted.args(servers, 'unused', '--tasks', String(TASKS));
    const out = args.indexOf('--out');
    args.splice(out, 2);
    args.splice(args.indexOf('--json'), 1);
    let whole = new Map<string, number>();
    let before = whole;
    let twice = 0;
    const say = (line: string): void => {
      asked.say(line);
      const sent = sentBy(scripted);
      if (line.startsWith('undisturbed')) whole = sent;
      else if (!/^struck-\d+:/.test(line)) return;
      else
        for (const [body, count] of sent) {
          const once = whole.get(body) ?? ROLLOUTS;
          twice += Math.max(0, count - (before.get(body) ?? 0) - once);
        }
      before = sent;
    };
    const subject = { args: [command, ...args], tasks: TASKS };
    const outcome = await strikeRuns({ ...asked, place, runner: place, subject, say });
    return { ...outcome, twice, uncertain: await uncertainIn(place.dataDir) };
  } finally {
    await scripted.close();
  }
}

async function uncertainIn(dataDir: string): Promise<number> {
  const postgres = await openEmbedded({ dataDir });
  const client = new pg.Client({ connectionString: postgres.url });
  try {
    await client.connect();
    const sql = 'SELECT count(*)::int AS n FROM model_calls WHERE uncertain';
    const { rows } = await client.query<{ n: number }>(sql);
    return rows[0]?.n ?? 0;
  } finally {
    await client.end();
    await postgres.close();
  }
}
