import type { Finding, Kit } from '../kit/bench.ts';
import { measured } from '../kit/finding.ts';
import type { Load, Loaded } from './load.fixture.ts';
import type { Endured, Enduring } from './sessions.fixture.ts';
import { type Asked, started, stop, told } from './sides.ts';

/** Many rollouts at once for a long time: opened, asked, verified and closed, again and again. */

const SESSIONS = 2_000;
const SECONDS = 300;
/** What a heap breathes. */
const MOST_GROWTH_MB = 50;

export async function endurance(
  { say }: Kit,
  { dir, tasks, recordings }: Asked,
): Promise<Finding[]> {
  const load = await started('load.fixture.ts');
  const rollouts = await started('sessions.fixture.ts');
  const ours = await started('side.fixture.ts', 'ours', dir);
  try {
    const { port } = await told<{ port: number }>(ours);
    say('sessions: asking for every recording once');
    const all: Load = { ports: [port], tasks, recordings, calls: recordings, connections: 16 };
    await told<Loaded>(load, all);
    const plan: Enduring = { port, tasks, recordings, sessions: SESSIONS, seconds: SECONDS / 5 };
    const lived: { readonly endured: Endured; readonly rss: number }[] = [];
    for (let minute = 1; minute <= 5; minute += 1) {
      say(`sessions: part ${minute} of 5`);
      const endured = await told<Endured>(rollouts, plan);
      const { rss } = await told<{ rss: number }>(ours, { collect: true });
      lived.push({ endured, rss: rss / 1_024 ** 2 });
    }
    const rss = lived.map((part) => part.rss);
    const sum = (key: keyof Endured) => lived.reduce((all, { endured }) => all + endured[key], 0);
    return [
      measured(`sessions, ${SESSIONS} at once: errors`, '', sum('errors'), {
        ...{ of: 'value', atMost: 0 },
      }),
      measured('sessions: rollouts', '', sum('rollouts')),
      measured(
        'sessions: memory, last minute beyond the first',
        'MB',
        (rss.at(-1) ?? 0) - (rss[0] ?? 0),
        {
          ...{ of: 'value', atMost: MOST_GROWTH_MB },
        },
      ),
    ];
  } finally {
    await Promise.all([load, rollouts, ours].map(stop));
  }
}
