import type { NewJob } from '@firefly/contracts/queues';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { missingJobs, type RunRows } from './missing.ts';

const STATUSES = ['planned', 'explored', 'synthesized', 'judged'] as const;
type Open = NonNullable<RunRows['open']>;
const runId = 'r';

const opened = (statuses: readonly string[], rest: Partial<Open> = {}): Open => ({
  wave: 0,
  probed: false,
  unsolved: { explorations: [0], byModel: false },
  explorations: statuses.map((status, index) => ({ index, status, about: `maps/find_${index}` })),
  ...rest,
});
const rows = (rest: Partial<RunRows>): RunRows => ({
  runId,
  servers: [{ name: 'maps', status: 'listed' }],
  linked: true,
  open: undefined,
  complete: false,
  ...rest,
});
const namesOf = (given: RunRows): string[] => {
  const missing = missingJobs(given);
  if ('newWave' in missing) return ['a new wave'];
  return missing.jobs.map(({ queue, payload }) =>
    [queue, ...('index' in payload ? [payload.index] : [])].join(' '),
  );
};

const judged = (explorations: readonly number[], byModel: boolean): Open =>
  opened(['judged'], { probed: true, unsolved: { explorations, byModel } });
const pending = [...'ab'].map((name) => ({ name, status: 'pending' }));
const dropped = { name: 'c', status: 'dropped' };

test.each<[string, Partial<RunRows>, string[]]>([
  ['servers not looked at', { servers: [...pending, dropped] }, ['discover', 'discover']],
  ['no graph', { linked: false }, ['link']],
  ['no wave', {}, ['a new wave']],
  ['enough tasks', { complete: true }, ['export']],
  [
    'explorations to make',
    { open: opened(['explored', 'planned', 'planned']) },
    ['explore 1', 'explore 2'],
  ],
  ['all explored', { open: opened(['explored', 'explored']) }, ['probe']],
  ['a wave of nothing', { open: opened([]) }, ['probe']],
  ['probed', { open: opened(['explored', 'judged'], { probed: true }) }, ['synthesize 0']],
  [
    'half judged',
    { open: opened(['synthesized', 'explored'], { probed: true }) },
    ['synthesize 1', 'judge 0'],
  ],
  ['all judged', { open: opened(['judged'], { probed: true }) }, ['solve']],
  ['all judged, for a model', { open: judged([0, 2], true) }, ['solve 0', 'solve 2']],
  ['all replayed', { open: judged([], true) }, ['score']],
  ['tasks enough, a wave still open', { complete: true, open: opened(['planned']) }, ['explore 0']],
])('%s', (_, given, jobs) => {
  expect(namesOf(rows(given))).toEqual(jobs);
});

test('a job of an exploration says its tools', () => {
  for (const status of ['planned', 'explored', 'synthesized']) {
    const open = opened(['judged', status], { probed: true });
    expect(missingJobs(rows({ open }))).toMatchObject({ jobs: [{ about: 'maps/find_1' }] });
  }
});

/** A run as its steps change it: each does its own work and no more, and twice is once. */
class Model {
  servers: { name: string; status: string }[];
  linked: boolean;
  open: Open | undefined;
  wavesLeft: number;
  exported = false;
  constructor(given: Pick<RunRows, 'servers' | 'linked' | 'open'>, wavesLeft: number) {
    this.servers = [...given.servers];
    this.linked = given.linked;
    this.open = given.open;
    this.wavesLeft = wavesLeft;
  }
  get rows(): RunRows {
    const { servers, linked, open } = this;
    return { runId, servers, linked, open, complete: this.wavesLeft === 0 };
  }
  openWave(size: number): void {
    this.open = opened(Array.from({ length: size }, () => 'planned'));
  }
  run({ queue, payload }: NewJob): void {
    const { open } = this;
    if (queue === 'discover')
      this.servers = this.servers.map((server) =>
        server.name === payload.server ? { ...server, status: 'listed' } : server,
      );
    if (queue === 'link') this.linked = true;
    if (queue === 'export') this.exported = true;
    if (open === undefined) return;
    if (queue === 'probe') this.open = { ...open, probed: true };
    if (queue === 'solve') {
      const { byModel, explorations } = open.unsolved;
      const left = explorations.filter((each) => byModel && each !== payload.index);
      this.open = { ...open, unsolved: { byModel, explorations: left } };
    }
    if (queue === 'score') {
      this.open = undefined;
      this.wavesLeft = Math.max(0, this.wavesLeft - 1);
    }
    if (queue !== 'explore' && queue !== 'synthesize' && queue !== 'judge') return;
    const after = { explore: 'explored', synthesize: 'synthesized', judge: 'judged' } as const;
    const explorations = open.explorations.map((row) =>
      row.index === payload.index ? { ...row, status: after[queue] } : row,
    );
    this.open = { ...open, explorations };
  }
}

const crashed = fc.record({
  servers: fc.array(fc.constantFrom('pending', 'listed', 'dropped'), { maxLength: 4 }),
  linked: fc.boolean(),
  open: fc.option(
    fc.record({
      statuses: fc.array(fc.constantFrom(...STATUSES), { maxLength: 5 }),
      probed: fc.boolean(),
      unsolved: fc.record({
        explorations: fc.uniqueArray(fc.nat({ max: 4 }), { maxLength: 4 }),
        byModel: fc.boolean(),
      }),
    }),
    { nil: undefined },
  ),
  wavesLeft: fc.nat({ max: 3 }),
});

test('from any state, doing some of what is missing again and again ends in export', () => {
  fc.assert(
    fc.property(crashed, fc.infiniteStream(fc.nat({ max: 3 })), (state, choices) => {
      const { statuses = [], ...rest } = state.open ?? {};
      const model = new Model(
        {
          servers: state.servers.map((status, at) => ({ name: `s${at}`, status })),
          linked: state.linked,
          open: state.open && opened(statuses, rest),
        },
        state.wavesLeft,
      );
      const choose = (): number => choices.next().value ?? 0;
      for (let turn = 0; turn < 200 && !model.exported; turn += 1) {
        const missing = missingJobs(model.rows);
        if ('newWave' in missing) model.openWave(choose());
        else {
          expect(missing.jobs.length).toBeGreaterThan(0);
          // The rest of the jobs is lost.
          const done = missing.jobs.slice(0, 1 + choose());
          for (const job of done) model.run(job);
        }
      }
      expect(model.exported).toBe(true);
      expect(model.open).toBeUndefined();
      expect(model.servers.filter((server) => server.status === 'pending')).toEqual([]);
    }),
  );
});
