import type { ModelSpec } from '@firefly/contracts/model-spec';
import type { RunSpec } from '@firefly/contracts/run-spec';

/** The models of a run whose work only they can do. Throws for a run that asks none. */
export function mustAskModels({ model }: Pick<RunSpec, 'model'>): ModelSpec {
  if (model === undefined) throw new Error('a run of the engine "rules" asks no model');
  return model;
}
