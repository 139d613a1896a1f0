import type { Aggregate, ExpressionFacts } from '../synthesis/expression-facts.ts';

/** The aggregates of an expression but for those that a selector compares with. */
const own = ({ aggregates, extremes }: ExpressionFacts): Aggregate[] =>
  aggregates.filter(
    (one) => !extremes.some((each) => each.path === one.path && each.function === one.function),
  );

/** Whether an aggregate is the value, and not only what a selector compares with. */
export const isAggregate = (facts: ExpressionFacts): boolean => own(facts).length > 0;

/** Whether the value is made of many, so that it stands at no leaf unless by chance. */
export const isComputed = (facts: ExpressionFacts): boolean =>
  own(facts).some((one) => ['$count', '$sum', '$average'].includes(one.function));
