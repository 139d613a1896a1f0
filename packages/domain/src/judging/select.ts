import type { Shape } from '../dataset/shape.ts';
import type { TaskDraft } from '../dataset/task.ts';

/** A candidate that passed every check and replayed: what selection looks at. */
export interface Eligible {
  readonly id: string;
  readonly prompt: string;
  readonly signature: string;
  readonly servers: readonly string[];
  /** Frame and depth (the longest chain of flows): tasks of one class feel alike. */
  readonly frame: string;
  readonly depth: number;
  /** It only reads what one lookup gives: such answers may be known by heart. */
  readonly plain: boolean;
  /** What its judges think of it (`opinions/esteem.ts`); 0 where nobody was asked. */
  readonly esteem: number;
  readonly difficulty: TaskDraft['difficulty']['level'];
  readonly shape: Shape;
}

/** The parts of the target that tasks of one kind may take at most, from 0 to 1. */
export interface Shares {
  readonly difficulty?: Readonly<Partial<Record<Eligible['difficulty'], number>>> | undefined;
  readonly shapes?: Readonly<Partial<Record<Shape, number>>> | undefined;
}

/** How many tasks a run wants, and whether classes are still held apart. */
export interface Wanted {
  readonly target: number;
  /** The last wave: take what there is, as long as signatures and prompts stay varied. */
  readonly final: boolean;
  readonly mix?: Shares | undefined;
}

/** Tasks of one signature that a run may hold. */
export const signatureLimit = (target: number): number => Math.max(2, Math.ceil(target / 8));
/** Tasks of one class that a run takes before its last wave: there is room for other frames. */
const classLimit = (target: number): number => Math.max(1, Math.ceil(target * 0.16));
/** Tasks of one frame, whatever their depth: questions of one form tire. */
const frameLimit = (target: number): number => Math.max(1, Math.ceil(target * 0.2));
/** Tasks of one depth that a run takes before its last wave: the rest is kept for deeper ones. */
const depthLimit = (target: number, depth: number): number =>
  depth > 1 ? target : Math.max(1, Math.floor(target * (depth === 0 ? 0.4 : 0.35)));
/** Tasks of one difficulty or shape that the mix allows. */
const shareOf = (target: number, share = 1): number => Math.round(share * target);

/** How many tasks a run holds of each kind there is. */
class Held {
  readonly #counts = new Map<string, number>();
  readonly #taken = new Set<string>();
  size = 0;

  #keysOf({ signature, frame, depth, difficulty, shape, servers }: Eligible): string[] {
    return [
      ...[`signature ${signature}`, `class ${frame} ${depth}`, `frame ${frame}`, `depth ${depth}`],
      ...[`difficulty ${difficulty}`, `shape ${shape}`],
      ...servers.map((server) => `server ${server}`),
    ];
  }
  add(task: Eligible): void {
    for (const key of this.#keysOf(task)) this.#counts.set(key, this.of(key) + 1);
    this.#taken.add(`prompt ${task.prompt}`).add(`id ${task.id}`);
    this.size += 1;
  }
  of(key: string): number {
    return this.#counts.get(key) ?? 0;
  }
  has({ prompt, id }: Eligible): boolean {
    return this.#taken.has(`prompt ${prompt}`) || this.#taken.has(`id ${id}`);
  }
}

/** Whether one more task of this kind is wanted. */
function isWanted(kind: Eligible, held: Held, { target, final, mix }: Wanted): boolean {
  const { signature, frame, depth, difficulty, shape, plain } = kind;
  return (
    held.of(`signature ${signature}`) < signatureLimit(target) &&
    held.of(`difficulty ${difficulty}`) < shareOf(target, mix?.difficulty?.[difficulty]) &&
    held.of(`shape ${shape}`) < shareOf(target, mix?.shapes?.[shape]) &&
    (final ||
      (!plain &&
        held.of(`class ${frame} ${depth}`) < classLimit(target) &&
        held.of(`frame ${frame}`) < frameLimit(target) &&
        held.of(`depth ${depth}`) < depthLimit(target, depth)))
  );
}

const rankOf = (
  { plain, esteem, signature, frame, depth, servers }: Eligible,
  held: Held,
): number[] => [
  Number(plain),
  -esteem,
  held.of(`signature ${signature}`),
  held.of(`class ${frame} ${depth}`),
  Math.min(...servers.map((server) => held.of(`server ${server}`))),
  -depth,
];

/** Candidates that only their prompts tell apart, in their order; `at` is the place of the first among all. */
interface Group {
  readonly kind: Eligible;
  readonly open: { readonly at: number; readonly task: Eligible }[];
}

function groupsOf(eligible: readonly Eligible[]): Group[] {
  const placed = eligible.map((task, at) => ({ task, at }));
  const alike = Map.groupBy(placed, ({ task: { id: _, prompt: __, ...kind } }) =>
    JSON.stringify(kind),
  );
  return [...alike.values()].flatMap((open) => {
    const [first] = open;
    // Taken from the end, which costs nothing.
    return first === undefined ? [] : [{ kind: first.task, open: open.reverse() }];
  });
}

/**
 * Chooses which eligible candidates a run accepts: plain ones last, then what its judges think best of,
 * then the rarest signature first, then the rarest class, then the least used server, then the deeper task,
 * then the order of the candidates. Same prompt or same id is never taken twice. Each choice looks at the
 * kinds of candidates and not at each of them, as a run may have tens of thousands.
 */
export function selectTasks(
  eligible: readonly Eligible[],
  accepted: readonly Eligible[],
  wanted: Wanted,
): Eligible[] {
  const held = new Held();
  for (const task of accepted) held.add(task);
  const groups = groupsOf(eligible);
  const chosen: Eligible[] = [];
  while (held.size < wanted.target) {
    let best: { readonly rank: number[]; readonly group: Group } | undefined;
    for (const group of groups) {
      while (group.open.length > 0 && held.has(group.open.at(-1)?.task as Eligible))
        group.open.pop();
      const next = group.open.at(-1);
      if (next === undefined || !isWanted(group.kind, held, wanted)) continue;
      const rank = [...rankOf(group.kind, held), next.at];
      if (best === undefined || before(rank, best.rank)) best = { rank, group };
    }
    const task = best?.group.open.pop()?.task;
    if (task === undefined) break;
    held.add(task);
    chosen.push(task);
  }
  return chosen;
}

const before = (a: readonly number[], b: readonly number[]): boolean => {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at !== -1 && (a[at] ?? 0) < (b[at] ?? 0);
};
