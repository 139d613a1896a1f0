import type {
  Aggregate,
  ExpressionFacts,
  ExpressionLiteral,
  Extreme,
  LiteralRole,
  Selector,
  Whole,
} from './expression-facts.ts';
import { AGGREGATES, ALLOWED_FUNCTIONS, GATHERING, TRANSPARENT } from './expression-functions.ts';
import {
  calledName,
  type ExpressionNode,
  type FunctionNode,
  predicatesOf,
} from './expression-nodes.ts';
import { NOWHERE, onlyPlace, type Place, placeText, ROOT } from './expression-places.ts';
import { COMPARISONS, compares, condition, conjuncts, isAbsolute } from './expression-selectors.ts';
import { unitOf } from './moment-difference.ts';

type Places = readonly Place[];

/** `$match(…)`: its `groups` are the parts of one match, not elements of an array of the server. */
const isMatch = (node: ExpressionNode | undefined): boolean =>
  node?.type === 'function' && calledName(node) === 'match' && predicatesOf(node).length === 0;

/** A path with a predicate: whether that picks one is for the check of positions. */
const picksFrom = (node: ExpressionNode): boolean =>
  [node, ...(node.type === 'path' ? node.steps : [])].some((step) => predicatesOf(step).length > 0);

/** Walks the tree once, carrying where the context value comes from and what a literal would be for. */
class Walk {
  readonly literals: ExpressionLiteral[] = [];
  readonly indexes: number[] = [];
  readonly aggregates: Aggregate[] = [];
  readonly wholes: Whole[] = [];
  readonly extremes: Extreme[] = [];
  readonly selectors: Selector[] = [];
  readonly forbidden = new Set<string>();
  private readonly variables = new Map<string, Places>();
  private readonly seen = new WeakMap<ExpressionNode, Places>();
  /** How many predicates the walk is inside of. */
  private depth = 0;

  visit(node: ExpressionNode, context: Places, role: LiteralRole, inMatch = false): Places {
    let places = this.inner(node, context, role);
    for (const stage of predicatesOf(node)) {
      if (stage.type === 'filter') this.predicate(stage.expr, places, inMatch);
      else this.descends('#');
    }
    if (node.focus !== undefined) this.descends('@');
    if (node.index !== undefined) this.descends('#');
    if (node.group !== undefined) {
      for (const pair of node.group.lhs) for (const part of pair) this.visit(part, places, 'other');
      places = NOWHERE;
    }
    this.seen.set(node, places);
    return places;
  }

  private inner(node: ExpressionNode, context: Places, role: LiteralRole): Places {
    const operand: LiteralRole = role === 'predicate' ? role : 'operand';
    switch (node.type) {
      case 'path':
        return this.path(node.steps, context, role);
      case 'name':
        return this.step(node.value, context);
      case 'string':
      case 'number':
        this.literals.push({ value: node.value, kind: node.type, role } as ExpressionLiteral);
        return NOWHERE;
      case 'value':
        return NOWHERE;
      case 'regex':
        if (!(node.value instanceof RegExp))
          this.forbidden.add('a regex on the left of ?: is lost by the library: write a ? b : c');
        else if (this.depth > 0)
          this.forbidden.add(
            'a regex in a predicate selects by what no prompt says: compare instead',
          );
        return NOWHERE;
      case 'variable':
        return this.variable(node.value, context);
      case 'wildcard':
        if (context.some((place) => place?.length === 0)) this.wholeInput('*');
        return NOWHERE;
      case 'descendant':
        return this.descends('**');
      case 'parent':
        return this.descends('%');
      case 'binary':
        if (node.value === '..') this.forbidden.add('a range (..) makes values out of nothing');
        for (const side of [node.lhs, node.rhs]) {
          const unit = side === node.rhs && unitOf(node) !== undefined;
          const places = this.visit(side, context, unit ? 'unit' : operand);
          const gathers = node.value === 'in' && side === node.rhs;
          if (gathers || (COMPARISONS.has(node.value) && !picksFrom(side)))
            this.whole(places, context, side);
        }
        return NOWHERE;
      case 'unary':
        if (node.value === '[') {
          return node.expressions.flatMap((item) => this.visit(item, context, role));
        }
        if (node.value === '-') this.visit(node.expression, context, operand);
        else for (const part of node.lhs.flat()) this.visit(part, context, 'other');
        return NOWHERE;
      case 'condition':
        this.visit(node.condition, context, operand);
        return [node.then, ...(node.else ? [node.else] : [])].flatMap((branch) =>
          this.visit(branch, context, role),
        );
      case 'block':
        return node.expressions.map((part) => this.visit(part, context, role)).at(-1) ?? NOWHERE;
      case 'bind':
        return this.bind(node.lhs, this.visit(node.rhs, context, role));
      case 'function':
        return this.call(node, context);
      case 'sort':
        this.aggregate('^', context);
        for (const { expression } of node.terms) this.visit(expression, context, 'operand');
        return context;
      default:
        return this.unusable(node.type);
    }
  }

  private path(steps: readonly ExpressionNode[], context: Places, role: LiteralRole): Places {
    let places = context;
    steps.forEach((step, at) => {
      const root = at === 0 && steps.length > 1 && step.type === 'variable' && step.value === '$';
      const groups = step.type === 'name' && step.value === 'groups' && isMatch(steps[at - 1]);
      places =
        root && predicatesOf(step).length === 0 ? ROOT : this.visit(step, places, role, groups);
    });
    return places;
  }

  private step(name: string, context: Places): Places {
    return context.map((place) => (place === null ? null : [...place, name]));
  }

  private variable(name: string, context: Places): Places {
    if (name === '$') return this.wholeInput('$$');
    if (name === '') {
      if (context.some((place) => place?.length === 0)) this.wholeInput('$');
      return context;
    }
    const bound = this.variables.get(name);
    if (bound === undefined) this.forbidden.add(`$${name} is not bound before it is used`);
    return bound ?? NOWHERE;
  }

  private bind(variable: ExpressionNode, places: Places): Places {
    const name = variable.type === 'variable' ? variable.value : '';
    if (this.variables.has(name)) this.forbidden.add(`$${name} is bound twice`);
    if (name === '' || name === '$' || ALLOWED_FUNCTIONS.has(`$${name}`)) {
      this.forbidden.add(`$${name} cannot be bound: it means something already`);
    }
    this.variables.set(name, places);
    return places;
  }

  private call(node: FunctionNode, context: Places): Places {
    const called = calledName(node);
    if (called === null) {
      this.forbidden.add('only $names can be called: a function is written with its $');
      return NOWHERE;
    }
    const name = `$${called}`;
    const most = ALLOWED_FUNCTIONS.get(name);
    if (most === undefined) this.forbidden.add(`${name} is not among the functions allowed`);
    else if (node.arguments.length > most) {
      this.forbidden.add(`${name} takes at most ${most} argument${most === 1 ? '' : 's'} here`);
    }
    const places = node.arguments.map((argument) => this.visit(argument, context, 'argument'));
    const first = places[0] ?? context;
    if (AGGREGATES.has(name)) this.aggregate(name, first);
    if (GATHERING.has(name)) this.whole(first, context, node.arguments[0]);
    if (name === '$append') return places.flat();
    return TRANSPARENT.has(name) ? first : NOWHERE;
  }

  private aggregate(name: string, places: Places): void {
    for (const place of places) this.aggregates.push({ function: name, path: placeText(place) });
  }

  private whole(places: Places, context: Places, node: ExpressionNode | undefined): void {
    const from =
      node !== undefined && isAbsolute(node) ? '' : (placeText(onlyPlace(context)) ?? '');
    for (const path of places.map(placeText)) if (path) this.wholes.push({ path, from });
  }

  private predicate(expr: ExpressionNode, places: Places, inMatch: boolean): void {
    const path = placeText(onlyPlace(places));
    if (expr.type === 'number') {
      this.literals.push({ value: expr.value, kind: 'number', role: 'index' });
      if (inMatch) return;
      this.indexes.push(expr.value);
      this.selectors.push({ kind: 'index', path, field: null, values: [] });
      return;
    }
    if (!compares(expr)) {
      this.forbidden.add('a predicate must compare: a bare value or function says no condition');
    }
    this.depth += 1;
    this.visit(expr, places, 'predicate');
    this.depth -= 1;
    for (const part of conjuncts(expr)) {
      const found = condition(part, onlyPlace(places), (node) => this.seen.get(node));
      if (found.extreme) this.extremes.push(found.extreme);
      const { kind, values } = found;
      this.selectors.push({ kind, path, field: placeText(found.field), values });
    }
  }

  private descends(operator: string): Places {
    this.forbidden.add(`${operator} is not allowed: name the steps of the path`);
    return NOWHERE;
  }

  private wholeInput(operator: string): Places {
    this.forbidden.add(`${operator} stands for all calls at once: name the call, as in $$.c1`);
    return NOWHERE;
  }

  private unusable(type: string): Places {
    const what: Record<string, string> = {
      lambda: 'functions of your own are not allowed',
      partial: 'partial application is not allowed',
      apply: '~> is not allowed: write the call, as in $trim(x)',
      transform: 'the transform operator |…| is not allowed',
    };
    this.forbidden.add(what[type] ?? `${type} is not allowed here`);
    return NOWHERE;
  }
}

/** The facts of a parsed expression. */
export function factsOf(tree: ExpressionNode): ExpressionFacts {
  const walk = new Walk();
  walk.visit(tree, ROOT, 'other');
  return {
    literals: walk.literals,
    indexes: walk.indexes,
    aggregates: walk.aggregates,
    wholes: walk.wholes,
    extremes: walk.extremes,
    selectors: walk.selectors,
    list: tree.type === 'unary' && tree.value === '[' && predicatesOf(tree).length === 0,
    forbidden: [...walk.forbidden],
  };
}
