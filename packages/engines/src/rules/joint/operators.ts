import type { NumberOperator, Operation } from '@firefly/domain/tool-graph/arithmetic';
import type { Operator } from '@firefly/domain/tool-graph/operators';
import type { PointOperator } from '@firefly/domain/tool-graph/points';

/** The point operators of a menu. */
export const pointOperators = (menu: readonly Operator[]): PointOperator[] =>
  menu.filter((operator) => operator.kind === 'points');

/** The tool of a menu that computes an operation. */
export const computing = (
  menu: readonly Operator[],
  operation: Operation,
): NumberOperator | undefined =>
  menu.find(
    (operator): operator is NumberOperator =>
      operator.kind === 'numbers' && operator.operation === operation,
  );
