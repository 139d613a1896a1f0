import type { JsonObject } from '../json.ts';
import { type Frame, frameOf } from './frame.ts';
import { featuresOf } from './text-features.ts';

/** A text asked for, and the one that stands in its place in a recorded request. */
export interface Difference {
  readonly asked: string;
  readonly recorded: string;
}

/** A recorded request that is like the one asked. */
export interface Near {
  /** Its number, as it was given. */
  readonly at: number;
  /** From 0 to 1: how alike the two least alike of their texts are. */
  readonly score: number;
  readonly differing: readonly Difference[];
}

/** Finds recorded requests of one tool, in one state, that are like another. */
export interface SimilarIndex {
  /** Takes in a recorded request; what is too large to compare is left out. */
  add(request: { readonly at: number; readonly arguments: JsonObject }): void;
  /** The few nearest, best first, those of one score in the order added. The same question gives the same answer. */
  nearest(args: JsonObject): Near[];
}

/** Candidates whose texts are compared one by one; and of these, how many are told. */
const MOST_COMPARED = 16;
const MOST_TOLD = 4;
/** A feature that more requests than this hold, and more than a quarter of all, finds no candidates. */
const COMMON = 1_000;

/** The requests of one frame, by the features of their texts. */
interface Shelf {
  readonly at: number[];
  readonly texts: (readonly string[])[];
  /** For each text of the frame by feature: which requests of the shelf have it. */
  readonly holders: readonly Map<string, number[]>[];
  /** Made when the shelf is asked, for weights need all its requests; dropped when one joins. */
  sizes: Float64Array | undefined;
  sums: Float64Array | undefined;
}

const holdersOf = (shelf: Shelf, place: number, feature: string): readonly number[] =>
  shelf.holders[place]?.get(feature) ?? [];

/** How much a feature tells: the rarer, the more. One that nobody has counts as if half a request had it. */
const weightOf = (shelf: Shelf, holders: readonly number[]): number =>
  Math.log(1 + shelf.at.length / (holders.length || 0.5));

const isCommon = (shelf: Shelf, holders: readonly number[]): boolean =>
  holders.length > Math.max(COMMON, shelf.at.length / 4);

function put(shelf: Shelf, at: number, texts: readonly string[]): void {
  const number = shelf.at.push(at) - 1;
  shelf.texts.push(texts);
  shelf.sizes = undefined;
  shelf.sums = undefined;
  for (const [place, text] of texts.entries())
    for (const feature of featuresOf(text)) {
      const holders = shelf.holders[place]?.get(feature);
      if (holders) holders.push(number);
      else shelf.holders[place]?.set(feature, [number]);
    }
}

/** The weights of all features of each request that find candidates. */
function sizesOf(shelf: Shelf): Float64Array {
  if (shelf.sizes) return shelf.sizes;
  const sizes = new Float64Array(shelf.at.length);
  for (const features of shelf.holders)
    for (const holders of features.values()) {
      if (isCommon(shelf, holders)) continue;
      const weight = weightOf(shelf, holders);
      for (const number of holders) sizes[number] = (sizes[number] ?? 0) + weight;
    }
  shelf.sizes = sizes;
  return sizes;
}

/** What two texts have in common, of all they have: the Jaccard index, weighted. */
function alike(shelf: Shelf, place: number, asked: string, recorded: string): number {
  if (asked === recorded) return 1;
  const [a, b] = [featuresOf(asked), featuresOf(recorded)];
  let common = 0;
  let all = 0;
  for (const feature of new Set([...a, ...b])) {
    const weight = weightOf(shelf, holdersOf(shelf, place, feature));
    all += weight;
    if (a.has(feature) && b.has(feature)) common += weight;
  }
  return all === 0 ? 0 : common / all;
}

/** The requests of a shelf that have most in common with the texts, taken together. */
function candidates(shelf: Shelf, texts: readonly string[]): number[] {
  const sizes = sizesOf(shelf);
  shelf.sums ??= new Float64Array(shelf.at.length);
  const { sums } = shelf;
  let asked = 0;
  const touched: number[] = [];
  for (const [place, text] of texts.entries())
    for (const feature of featuresOf(text)) {
      const holders = holdersOf(shelf, place, feature);
      if (isCommon(shelf, holders)) continue;
      const weight = weightOf(shelf, holders);
      asked += weight;
      for (const number of holders) {
        const sum = sums[number] ?? 0;
        if (sum === 0) touched.push(number);
        sums[number] = sum + weight;
      }
    }
  const best: { number: number; share: number }[] = [];
  for (const number of touched) {
    const sum = sums[number] ?? 0;
    sums[number] = 0;
    const share = sum / (asked + (sizes[number] ?? 0) - sum);
    const least = best.at(-1);
    const better = (one: { share: number; number: number }): boolean =>
      share > one.share || (share === one.share && number < one.number);
    if (best.length === MOST_COMPARED && least && !better(least)) continue;
    const place = best.findIndex(better);
    best.splice(place < 0 ? best.length : place, 0, { number, share });
    if (best.length > MOST_COMPARED) best.pop();
  }
  return best.map(({ number }) => number);
}

function compared(shelf: Shelf, number: number, asked: readonly string[]): Near {
  const recorded = shelf.texts[number] ?? [];
  const pairs = asked.map((text, place) => ({ asked: text, recorded: recorded[place] ?? '' }));
  const scores = pairs.map((pair, place) => alike(shelf, place, pair.asked, pair.recorded));
  return {
    at: shelf.at[number] ?? -1,
    score: Math.min(1, ...scores),
    differing: pairs.filter((pair) => pair.asked !== pair.recorded),
  };
}

/**
 * An index over recorded requests of one tool in one state. Similar are only requests with the same
 * arguments, of the same types, whose numbers, booleans and listed values are equal, too: texts alone may
 * differ. What is too large to compare is similar to nothing.
 */
export function makeSimilar(inputSchema: JsonObject): SimilarIndex {
  const shelves = new Map<string, Shelf>();
  return {
    add({ at, arguments: args }) {
      const frame: Frame | null = frameOf(inputSchema, args);
      if (frame === null || frame.texts.length === 0) return;
      const shelf = shelves.get(frame.key) ?? {
        ...{ at: [], texts: [], sizes: undefined, sums: undefined },
        holders: frame.texts.map(() => new Map<string, number[]>()),
      };
      shelves.set(frame.key, shelf);
      put(shelf, at, frame.texts);
    },
    nearest(args) {
      const frame = frameOf(inputSchema, args);
      const shelf = frame && shelves.get(frame.key);
      if (!shelf) return [];
      return candidates(shelf, frame.texts)
        .map((number) => compared(shelf, number, frame.texts))
        .sort((a, b) => b.score - a.score || a.at - b.at)
        .slice(0, MOST_TOLD);
    },
  };
}
