import type { RunDetail } from '@firefly/contracts/control-api';
import type { LedgerRow } from '@firefly/db/repositories/model-calls';

type ModelCost = NonNullable<RunDetail['cost']['models']>;

/** A sum is unknown as soon as one part of it is. */
const plus = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : a + b;

/** What models took, by stage and model, and all together. */
export function modelCostOf(rows: readonly LedgerRow[]): ModelCost {
  const stages = rows.map(
    ({ stage, model, requests, remembered, unpriced, estimated, ...row }) => ({
      ...{ stage, model, requests, remembered },
      tokens: row.input + row.cached + row.written + row.output,
      ...(estimated > 0 && { estimated }),
      dollars: unpriced > 0 ? null : row.dollars,
    }),
  );
  return {
    tokens: stages.reduce((sum, { tokens }) => sum + tokens, 0),
    dollars: stages.map(({ dollars }) => dollars).reduce(plus, 0),
    stages,
  };
}
