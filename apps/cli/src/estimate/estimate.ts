import { ledgerOf, type Spent } from '@firefly/bundle/ledger';
import type { Ledger } from '@firefly/contracts/ledger';
import type { ModelStage, ModelUsage } from '@firefly/contracts/model';
import { type ModelSpec, modelsOf } from '@firefly/contracts/model-spec';
import type { Prices } from '@firefly/host/prices';
import { EACH, perServer, requestsEach, usageOf } from './measured.ts';

/** What a run is asked for, as far as its cost hangs on it. */
export interface Asked {
  readonly tasks: number;
  readonly servers: number;
  readonly model: ModelSpec;
}

/** What a run would take by what was measured. `rows` has the requests of each stage and model. */
export interface Estimate {
  readonly ledger: Ledger;
  /** Models whose price nobody knows. */
  readonly unpriced: readonly string[];
}

const times = ({ input, cached, written, output }: ModelUsage, requests: number): ModelUsage => ({
  ...{ input: Math.round(input * requests), cached: Math.round(cached * requests) },
  ...{ written: Math.round(written * requests), output: Math.round(output * requests) },
});

/** How often each stage and model is asked. */
function requestsOf({ tasks, servers, model }: Asked): [ModelStage, string, number][] {
  const models = modelsOf(model);
  const tried = EACH * tasks;
  const attempts = model.rollouts * requestsEach.solve + model.closed_book * requestsEach.closed;
  return [
    ['qualify', models.qualify, servers * perServer.qualify],
    ['link', models.link, servers * perServer.link],
    ['explore', models.explore, tried * requestsEach.explore],
    ['write', models.write, tried * requestsEach.write],
    ...models.judge.map((name): [ModelStage, string, number] => [
      ...(['judge' as const, name] as const),
      tried * requestsEach.judge,
    ]),
    ['solve', models.solve, tried * attempts],
  ];
}

/** What a run would take, with what was measured of other models on other servers: an order of magnitude. */
export function estimateOf(asked: Asked, { dollarsOf, pricedOn }: Prices): Estimate {
  const rows = requestsOf(asked)
    .map(([stage, model, requests]): Spent => {
      const whole = Math.ceil(requests);
      // Priced request by request: some prices depend on how long one is.
      const each = dollarsOf(model, times(usageOf[stage], 1));
      return {
        ...{ stage, model, requests: whole, remembered: 0 },
        usage: times(usageOf[stage], whole),
        dollars: each === null ? null : each * whole,
      };
    })
    .filter(({ requests }) => requests > 0);
  const names = [...new Set(rows.map(({ model }) => model))];
  const days = names.flatMap((name) => pricedOn(name) ?? []).sort();
  return {
    ledger: ledgerOf(rows, asked.tasks, days[0] ?? null),
    unpriced: names.filter((name) => pricedOn(name) === null),
  };
}
