import { brain } from '../e2e/models/brain.ts';
import { depotAndNotes } from '../e2e/models/depot.ts';
import { scriptedPlace } from '../e2e/models/scripted-run.ts';
import { type Bill, billOf, inDatabase, requestsIn } from './bill.ts';
import { modelMomentsOf, type Signal } from './moments.ts';
import { type Outcome, strikeRuns } from './strikes.ts';

/** Tasks of one run: with two servers it makes them in its second wave. */
const TASKS = 2;
/** How long the model thinks: so long that most of its time a run waits for it. */
const THINKS_MS = 150;

/** What came of kills, and what they cost. */
export interface Paid extends Outcome, Bill {}

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
    const servers = await depotAndNotes(place);
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
        forget: async () => void (await inDatabase(place.dataDir, 'DELETE FROM model_memos')),
      },
    });
    const rows = await requestsIn(place.dataDir);
    return { ...outcome, ...billOf(rows, scripted.api.counts(), outcome.underWay) };
  } finally {
    await scripted.close();
  }
}
