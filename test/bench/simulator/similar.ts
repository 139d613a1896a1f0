import type { JsonObject } from '@firefly/domain/json';
import { randomOf } from '@firefly/domain/random';
import { type TierSource, toolTiers } from '@firefly/domain/simulation/tiers';
import type { TierRecording } from '@firefly/domain/simulation/tool-index';
import type { Finding, Kit } from '../kit/bench.ts';
import { measured } from '../kit/finding.ts';
import {
  RECORDINGS,
  recordingsOf,
  request,
  reworded,
  similarTool,
  TOOLS,
} from './similar-requests.ts';

/** What a call costs that no recording answers exactly: the request that is most like it is looked for. */

const QUERIES = 2_000;
const WARM_UPS = 200;
const P50_MS = 3;
const P99_MS = 15;

const sourceOf = (all: readonly TierRecording[]): TierSource => ({
  recordings: () => all,
  read(at) {
    const one = all[at];
    if (one === undefined) throw new RangeError(`no recording ${at}`);
    return one;
  },
});

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;

/** CPU of a `similar` question to one tool of ten, each with a tenth of 100,000 recordings. */
export async function similarCost({ signal, say }: Kit): Promise<Finding[]> {
  say('similar: building');
  const switches = { defaults: true, rewrites: [], similar: { threshold: 0.5 } } as const;
  const recordings = Array.from({ length: TOOLS }, (_, at) => recordingsOf(at));
  const tiers = recordings.map((all, at) => toolTiers(similarTool(at), switches, sourceOf(all)));
  const random = randomOf('queries');
  const start = process.cpuUsage();
  for (const one of tiers) await one.answer(request(random), null);
  const built = process.cpuUsage(start);

  const [asked] = tiers;
  // One question in two is like a recorded one, so that the whole way to an answer counts, too.
  const question = (query: number): JsonObject =>
    query % 2 === 0
      ? request(random)
      : reworded(random.pick(recordings[0] ?? [])?.arguments ?? request(random));
  const costs: number[] = [];
  let answered = 0;
  for (let query = -WARM_UPS; query < QUERIES; query += 1) {
    if (query % 100 === 0) say(`similar: question ${Math.max(0, query)} of ${QUERIES}`);
    signal.throwIfAborted();
    const args = question(query);
    const before = process.cpuUsage();
    const answer = await asked?.answer(args, null);
    const { user, system } = process.cpuUsage(before);
    if (query < 0) continue;
    costs.push((user + system) / 1_000);
    if (answer) answered += 1;
  }
  costs.sort((a, b) => a - b);
  const each = RECORDINGS / TOOLS;
  return [
    measured(`similar, ${each} recordings of one tool, CPU p50`, 'ms', quantile(costs, 0.5), {
      ...{ of: 'value', atMost: P50_MS },
    }),
    measured(`similar, ${each} recordings of one tool, CPU p99`, 'ms', quantile(costs, 0.99), {
      ...{ of: 'value', atMost: P99_MS },
    }),
    measured('similar, questions answered', '%', (100 * answered) / QUERIES),
    measured(
      `similar, building for one tool, CPU`,
      'ms',
      (built.user + built.system) / 1_000 / TOOLS,
    ),
  ];
}
