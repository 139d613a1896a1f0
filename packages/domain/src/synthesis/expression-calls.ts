import jsonata from 'jsonata';
import { type ExpressionNode, predicatesOf } from './expression-nodes.ts';

/** Where an expression names a call, in UTF-16 units of its text. */
export interface CallReference {
  readonly call: string;
  readonly start: number;
  readonly end: number;
}

const CALL = /^c[1-9]\d*$/;
const isRoot = (node: ExpressionNode): boolean =>
  node.type === 'variable' && node.value === '$' && predicatesOf(node).length === 0;

class Walk {
  readonly found: CallReference[] = [];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** `atRoot`: names at the front of a path are calls here; inside a predicate they are properties. */
  visit(node: ExpressionNode, atRoot: boolean): void {
    for (const stage of predicatesOf(node))
      if (stage.type === 'filter') this.visit(stage.expr, false);
    for (const pair of node.group?.lhs ?? []) for (const part of pair) this.visit(part, false);
    switch (node.type) {
      case 'name':
        if (atRoot && CALL.test(node.value)) this.#note(node.value, node.position ?? 0);
        break;
      case 'path':
        node.steps.forEach((step, at) => {
          const first = at === 0 && atRoot;
          const [root] = node.steps;
          this.visit(step, first || (at === 1 && root !== undefined && isRoot(root)));
        });
        break;
      case 'binary':
      case 'bind':
        this.visit(node.lhs, atRoot);
        this.visit(node.rhs, atRoot);
        break;
      case 'unary':
        if (node.value === '[') for (const item of node.expressions) this.visit(item, atRoot);
        else if (node.value === '-') this.visit(node.expression, atRoot);
        else for (const part of node.lhs.flat()) this.visit(part, atRoot);
        break;
      case 'condition':
        for (const part of [node.condition, node.then, node.else])
          if (part !== undefined) this.visit(part, atRoot);
        break;
      case 'block':
        for (const part of node.expressions) this.visit(part, atRoot);
        break;
      case 'function':
        for (const argument of node.arguments) this.visit(argument, atRoot);
        break;
      case 'sort':
        for (const { expression } of node.terms) this.visit(expression, false);
        break;
      default:
    }
  }

  /** A name may stand in backticks or quotation marks: its end is known, and its text is compared. */
  #note(call: string, end: number): void {
    const written = [call, `\`${call}\``, `"${call}"`, `'${call}'`].find((form) =>
      this.#text.slice(0, end).endsWith(form),
    );
    if (written !== undefined) this.found.push({ call, start: end - written.length, end });
  }
}

/** Where an expression names calls, from the front; none in one that does not parse. */
export function callReferences(expression: string): CallReference[] {
  const walk = new Walk(expression);
  try {
    walk.visit(jsonata(expression).ast() as unknown as ExpressionNode, true);
  } catch {
    return [];
  }
  return walk.found.toSorted((a, b) => a.start - b.start);
}

/** The expression with its calls by other names; properties and literals stay, whatever they say. */
export function renameCalls(expression: string, names: ReadonlyMap<string, string>): string {
  let out = '';
  let at = 0;
  for (const { call, start, end } of callReferences(expression)) {
    out += expression.slice(at, start) + (names.get(call) ?? call);
    at = end;
  }
  return out + expression.slice(at);
}
