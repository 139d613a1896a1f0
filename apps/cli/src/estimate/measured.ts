import type { ModelStage, ModelUsage } from '@firefly/contracts/model';

/**
 * What models are asked for a task, as `npm run bench -- cost` measured it with a scripted model over the six
 * servers of the example (docs/performance.md). An estimate is made of nothing else.
 */
export const MEASURED = 'with a scripted model over the servers of the example';

/** Explorations, writings, judged and tried tasks for one that is accepted: half of each comes to nothing. */
export const EACH = 2;

/** Requests that a run makes once. */
export const perServer = { qualify: 5 / 6, link: 26 / 6 } as const;

/** Requests of one exploration, one writing, one opinion, one attempt with tools and one without. */
export const requestsEach = { explore: 4, write: 1.8, judge: 1, solve: 2.4, closed: 1 } as const;

const usage = (input: number, cached: number, written: number, output: number): ModelUsage => ({
  ...{ input, cached, written, output },
});

/** Mean tokens of one request, by how a provider's cache would read them. */
export const usageOf: Readonly<Record<ModelStage, ModelUsage>> = {
  qualify: usage(1_080, 0, 0, 150),
  link: usage(1_650, 0, 0, 100),
  explore: usage(0, 1_570, 720, 80),
  write: usage(0, 2_080, 950, 260),
  judge: usage(1_010, 0, 0, 190),
  solve: usage(250, 1_020, 230, 80),
};
