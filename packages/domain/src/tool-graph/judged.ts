import { companionsOf } from '../catalog/companions.ts';
import { parametersOf } from '../catalog/parameters.ts';
import { type ServerPolicy, type Tool, toolId } from '../catalog/tool.ts';
import { fromPointer } from '../pointer.ts';
import { wordsOf } from '../words/identifiers.ts';
import { singular } from '../words/nouns.ts';
import type { Confidence, Edge } from './edge.ts';
import type { GraphColumn } from './graph-columns.ts';
import { ANY_NAME } from './meaning.ts';

/** What a model says about a field and a parameter. It can add to what is known, and take nothing away. */
export interface JudgedPair {
  readonly from: string;
  readonly fromPath: string;
  readonly to: string;
  readonly toPath: string;
  /** `unlikely`: the names are alike, the things are not. */
  readonly confidence: Confidence | 'unlikely';
  /** The model's own words. */
  readonly why: string;
}

/** What new edges are made of besides the model's word. `columns` as `graphColumns` gives them. */
export interface JudgedWorld {
  readonly tools: readonly Tool[];
  readonly columns: readonly GraphColumn[];
  readonly policies: ReadonlyMap<string, ServerPolicy>;
}

const pairKey = ({ from, fromPath, to, toPath }: Omit<JudgedPair, 'confidence' | 'why'>): string =>
  JSON.stringify([from, fromPath, to, toPath]);

const SURENESS: readonly Confidence[] = ['low', 'medium', 'high'];

/** One step up where the model is surer than what was known: low becomes medium, medium high. */
function raised(known: Confidence, judged: Confidence): Confidence {
  const [before, after] = [SURENESS.indexOf(known), SURENESS.indexOf(judged)];
  return after > before ? (SURENESS[before + 1] ?? known) : known;
}

/** An edge that was known, as the model's word leaves it: doubt only weakens what a schema alone says. */
function weighed(edge: Edge, confidence: JudgedPair['confidence']): Edge {
  if (confidence === 'unlikely') {
    const schemaOnly = edge.evidence.every((one) => one === 'schema');
    return schemaOnly && edge.confidence === 'medium' ? { ...edge, confidence: 'low' } : edge;
  }
  const evidence = [...new Set([...edge.evidence, 'judged' as const])];
  return { ...edge, confidence: raised(edge.confidence, confidence), evidence };
}

/** The noun of a path's last key: what a value means where no column says it. */
function nounOf(path: string): string {
  const key = fromPointer(path).findLast((step) => step !== '*');
  const word = wordsOf(key ?? '').at(-1);
  return word === undefined ? ANY_NAME : singular(word);
}

/** The edges that only a model knows of; none if the tool or the parameter is not there. */
function newEdges(pair: JudgedPair, { tools, columns, policies }: JudgedWorld): Edge[] {
  const { from, fromPath, to, toPath, confidence } = pair;
  const target = tools.find((tool) => toolId(tool) === to);
  const parameter = target && parametersOf(target).find(({ pointer }) => pointer === toPath);
  if (!target || !parameter || confidence === 'unlikely') return [];
  const column = columns.find((one) => one.tool === from && one.path === fromPath);
  const meaning = column?.meaning ?? nounOf(fromPath);
  const edge: Edge = { from, fromPath, to, toPath, meaning, confidence, evidence: ['judged'] };
  const sets = companionsOf(target, parameter, policies.get(target.server));
  if (sets.length === 0) return [{ ...edge, partial: true }];
  return sets.map((companions) =>
    Object.keys(companions).length > 0 ? { ...edge, companions } : edge,
  );
}

/**
 * The edges with what a model says about them, in their order, then those that it alone knows of. Of two
 * words about one pair the first counts.
 */
export function withJudgements(
  edges: readonly Edge[],
  judged: readonly JudgedPair[],
  world: JudgedWorld,
): Edge[] {
  const said = new Map(judged.toReversed().map((pair) => [pairKey(pair), pair]));
  const known = new Set(edges.map(pairKey));
  const weighedEdges = edges.map((edge) => {
    const pair = said.get(pairKey(edge));
    return pair === undefined ? edge : weighed(edge, pair.confidence);
  });
  const unknown = judged.filter(
    (pair) => said.get(pairKey(pair)) === pair && !known.has(pairKey(pair)),
  );
  return [...weighedEdges, ...unknown.flatMap((pair) => newEdges(pair, world))];
}
