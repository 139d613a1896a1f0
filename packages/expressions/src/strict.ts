import {
  calledName,
  type ExpressionNode,
  predicatesOf,
} from '@firefly/domain/synthesis/expression-nodes';

/** Where a node stands such that JSONata would silently go on if it came out as nothing. */
export type Strict = 'predicate' | string;

/**
 * JSONata turns an operand that is nothing into `""`, `false` or a shorter list. These nodes must not
 * be nothing. Left out on purpose: the argument of `$count` and a list of one item (`[c1.x[…]]`), where
 * nothing is a fact (0, an empty list), and functions that give nothing back for nothing.
 */
export function strictNodes(tree: ExpressionNode): ReadonlyMap<ExpressionNode, Strict> {
  const strict = new Map<ExpressionNode, Strict>();
  const mark = (node: ExpressionNode | undefined, place: Strict): void => {
    if (node !== undefined) strict.set(node, place);
  };
  const visit = (node: ExpressionNode): void => {
    switch (node.type) {
      case 'binary':
        mark(node.lhs, `the left side of ${node.value}`);
        mark(node.rhs, `the right side of ${node.value}`);
        break;
      case 'condition':
        mark(node.condition, 'the condition of ?');
        break;
      case 'sort':
        for (const term of node.terms) mark(term.expression, 'the key of ^(…)');
        break;
      case 'unary':
        if (node.value === '[' && node.expressions.length > 1) {
          for (const item of node.expressions) mark(item, 'an item of […]');
        }
        if (node.value === '{') for (const [, value] of node.lhs) mark(value, 'a value of {…}');
        break;
      case 'function':
        node.arguments.forEach((argument, at) => {
          const name = calledName(node);
          if (at > 0 || name === 'append') mark(argument, `argument ${at + 1} of $${name}`);
        });
        break;
    }
    for (const [key, value] of node.group?.lhs ?? []) {
      mark(key, 'a key of {…}');
      mark(value, 'a value of {…}');
    }
    for (const stage of predicatesOf(node)) {
      if (stage.type === 'filter' && stage.expr.type !== 'number') mark(stage.expr, 'predicate');
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(tree);
  return strict;
}

/** Every node below a node: whatever has a `type` of its own, through lists and plain holders. */
function* childrenOf(node: object): Generator<ExpressionNode> {
  for (const value of Object.values(node)) {
    if (typeof value !== 'object' || value === null || value instanceof RegExp) continue;
    const { type } = value as { type?: unknown };
    if (typeof type === 'string' && type !== 'filter' && type !== 'index')
      yield value as ExpressionNode;
    else yield* childrenOf(value);
  }
}
