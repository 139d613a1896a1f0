import { parseExpression } from '@firefly/domain/synthesis/expression-ast';
import type { ModelTask } from './model-task.ts';

/**
 * What kind of question a task is, by its first field: a run holds tasks of several kinds, and selection
 * tells them apart by this name as it does the frames of `rules`.
 */
export function frameOf({ fields: [field], flows }: Pick<ModelTask, 'fields' | 'flows'>): string {
  const parsed = parseExpression(field?.expression ?? '');
  if (field === undefined || !parsed.ok) return 'model';
  const { aggregates, extremes } = parsed.facts;
  const makes = (...names: string[]): boolean =>
    aggregates.some((aggregate) => names.includes(aggregate.function));
  if (field.choice === true) return 'model choice';
  if (makes('$sum', '$average')) return 'model total';
  if (makes('$count')) return 'model count';
  if (extremes.length > 0 || makes('$max', '$min')) return 'model extreme';
  if (field.kind === 'list') return 'model list';
  return flows.length > 0 ? 'model chain' : 'model lookup';
}
