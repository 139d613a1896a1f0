import { brain } from '../e2e/models/brain.ts';
import { type ScriptedPlace, scriptedPlace, someServers } from '../e2e/models/scripted-run.ts';
import { type Asked, type Bill, billOf, inDatabase } from './bill.ts';
import { modelMomentsOf, type Signal } from './moments.ts';
import { type Outcome, strikeRuns } from './strikes.ts';

/** Tasks of one run: with two servers it makes them in its second wave. */
const TASKS = 2;
/** How long the model thinks: so long that most of its time a run waits for it. */
const THINKS_MS = 150;

/** What came of kills, and what they cost. */
export interface Paid extends Outcome, Bill {}

/** By the beginning of a request's hash: how many replies to it were wholly sent. */
const sentBy = ({ api }: ScriptedPlace): ReadonlyMap<string, number> =>
  new Map(Object.entries(api.counts()).map(([body, { sent }]) => [body.slice(0, 16), sent]));

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
  const ask = <T extends object>(sql: string) => inDatabase<T>(place.dataDir, sql);
  try {
    const servers = await someServers(place, 'files', 'notes');
    const all = scripted.args(servers, 'unused', '--tasks', String(TASKS));
    const [out, json] = [all.indexOf('--out'), all.indexOf('--json')];
    const args = all.filter((_, at) => at !== out && at !== out + 1 && at !== json);
    const { signals, perRun, seed } = asked;
    const outcome = await strikeRuns({
      ...{ ...asked, place, runner: place, subject: { args, tasks: TASKS } },
      model: {
        asked: () => scripted.api.requests.length,
        moments: (requests) =>
          modelMomentsOf(seed, signals, perRun, { requests, thinksMs: THINKS_MS }),
        // What is known of tools and edges would not be asked for by any later run.
        forget: async () => void (await ask('DELETE FROM model_memos')),
      },
    });
    const rows = await ask<Asked>(
      'SELECT run_id, owner, ordinal, reply, remembered, uncertain FROM model_calls',
    );
    return { ...outcome, ...billOf(rows, sentBy(scripted), outcome.underWay) };
  } finally {
    await scripted.close();
  }
}
