import type { ProposedField } from '@firefly/domain/synthesis/proposal';
import { fieldName } from '../attributes.ts';

/** A field for a computed number. */
export const numberField = (says: string, expression: string): ProposedField => ({
  name: fieldName(says),
  kind: 'scalar',
  expression,
  compare: { type: 'number', relative: 0.001 },
  says,
});
