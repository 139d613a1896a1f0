/**
 * The parse tree of JSONata 2.2.2 as far as we read it. The library types it too loosely to use:
 * names below are its own, found in its parser (`processAST`).
 */
export type ExpressionNode = Commons &
  (
    | { readonly type: 'path'; readonly steps: readonly ExpressionNode[] }
    | { readonly type: 'name' | 'string'; readonly value: string }
    | { readonly type: 'number'; readonly value: number }
    | { readonly type: 'value'; readonly value: boolean | null }
    | { readonly type: 'variable'; readonly value: string }
    | { readonly type: 'regex'; readonly value: unknown }
    | {
        readonly type: 'binary';
        readonly value: string;
        readonly lhs: ExpressionNode;
        readonly rhs: ExpressionNode;
      }
    | { readonly type: 'bind'; readonly lhs: ExpressionNode; readonly rhs: ExpressionNode }
    | UnaryNode
    | {
        readonly type: 'condition';
        readonly condition: ExpressionNode;
        readonly then: ExpressionNode;
        readonly else?: ExpressionNode;
      }
    | { readonly type: 'block'; readonly expressions: readonly ExpressionNode[] }
    | FunctionNode
    | {
        readonly type: 'sort';
        readonly terms: readonly {
          readonly expression: ExpressionNode;
          readonly descending: boolean;
        }[];
      }
    | { readonly type: 'wildcard' | 'descendant' | 'parent' }
    | { readonly type: 'lambda' | 'partial' | 'apply' | 'transform' | 'operator' | 'error' }
  );

type Pair = readonly [key: ExpressionNode, value: ExpressionNode];

export type UnaryNode =
  | { readonly type: 'unary'; readonly value: '-'; readonly expression: ExpressionNode }
  | { readonly type: 'unary'; readonly value: '['; readonly expressions: readonly ExpressionNode[] }
  | { readonly type: 'unary'; readonly value: '{'; readonly lhs: readonly Pair[] };

export interface FunctionNode {
  readonly type: 'function';
  readonly procedure: ExpressionNode;
  readonly arguments: readonly ExpressionNode[];
}

/** `filter` is a predicate; `index` binds positions (`#$i`). */
export type Stage =
  | { readonly type: 'filter'; readonly expr: ExpressionNode }
  | { readonly type: 'index' };

interface Commons {
  /** Where the node ends in the text, in UTF-16 units. */
  readonly position?: number;
  /** Predicates of a node outside a path, and of a step of a path. */
  readonly predicate?: readonly Stage[];
  readonly stages?: readonly Stage[];
  readonly group?: { readonly lhs: readonly Pair[] };
  /** `@$v` and `#$i` bindings. */
  readonly focus?: string;
  readonly index?: string;
}

/** The name a call is made by, without `$`; null where something else than a `$name` is called. */
export const calledName = (node: FunctionNode): string | null =>
  node.procedure.type === 'variable' ? node.procedure.value : null;

/** Predicates wherever the parser put them. */
export const predicatesOf = (node: ExpressionNode): readonly Stage[] => [
  ...(node.predicate ?? []),
  ...(node.stages ?? []),
];
