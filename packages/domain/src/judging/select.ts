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

const classOf = (task: Eligible): string => `${task.frame} ${task.depth}`;

const countBy = <T>(tasks: readonly T[], key: (task: T) => string): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const task of tasks) counts.set(key(task), (counts.get(key(task)) ?? 0) + 1);
  return counts;
};

/** Tasks of one signature that a run may hold. */
export const signatureLimit = (target: number): number => Math.max(2, Math.ceil(target / 8));
/** Tasks of one class that a run takes before its last wave: there is room for other frames. */
const classLimit = (target: number): number => Math.max(1, Math.ceil(target * 0.16));
/** Tasks of one frame, whatever their depth: questions of one form tire. */
const frameLimit = (target: number): number => Math.max(1, Math.ceil(target * 0.2));
/** Tasks of one depth that a run takes before its last wave: the rest is kept for deeper ones. */
const depthLimit = (target: number, depth: number): number =>
  depth > 1 ? target : Math.max(1, Math.floor(target * (depth === 0 ? 0.4 : 0.35)));

/** Whether the mix has room for one more task like this; it is counted once for all who ask. */
function roomIn(
  held: readonly Eligible[],
  { target, mix }: Pick<Wanted, 'target' | 'mix'>,
): (task: Eligible) => boolean {
  if (mix === undefined) return () => true;
  const most = (share: number | undefined) => Math.round((share ?? 1) * target);
  const alike = countBy(held, (task) => task.difficulty);
  const shaped = countBy(held, (task) => task.shape);
  return ({ difficulty, shape }) =>
    (alike.get(difficulty) ?? 0) < most(mix.difficulty?.[difficulty]) &&
    (shaped.get(shape) ?? 0) < most(mix.shapes?.[shape]);
}

/**
 * Chooses which eligible candidates a run accepts: plain ones last, then the rarest signature first,
 * then the rarest class, then the least used server, then the deeper task, then the order of the
 * candidates. Same prompt or same id is never taken twice.
 */
export function selectTasks(
  eligible: readonly Eligible[],
  accepted: readonly Eligible[],
  { target, final, mix }: Wanted,
): Eligible[] {
  const chosen: Eligible[] = [];
  const open = [...eligible];
  while (accepted.length + chosen.length < target) {
    const held = [...accepted, ...chosen];
    const signatures = countBy(held, (task) => task.signature);
    const classes = countBy(held, classOf);
    const frames = countBy(held, (task) => task.frame);
    const depths = countBy(held, (task) => String(task.depth));
    const uses = countBy(
      held.flatMap((task) => task.servers),
      (server) => server,
    );
    const hasRoom = roomIn(held, { target, mix });
    const taken = new Set(held.flatMap((task) => [task.prompt, task.id]));
    const rank = (task: Eligible): number[] => [
      Number(task.plain),
      signatures.get(task.signature) ?? 0,
      classes.get(classOf(task)) ?? 0,
      Math.min(...task.servers.map((server) => uses.get(server) ?? 0)),
      -task.depth,
    ];
    const free = open.filter(
      (task) =>
        !taken.has(task.prompt) &&
        !taken.has(task.id) &&
        (signatures.get(task.signature) ?? 0) < signatureLimit(target) &&
        hasRoom(task) &&
        (final ||
          (!task.plain &&
            (classes.get(classOf(task)) ?? 0) < classLimit(target) &&
            (frames.get(task.frame) ?? 0) < frameLimit(target) &&
            (depths.get(String(task.depth)) ?? 0) < depthLimit(target, task.depth))),
    );
    const [first, ...others] = free;
    if (first === undefined) break;
    chosen.push(
      others.reduce((best, task) => (before(rank(task), rank(best)) ? task : best), first),
    );
  }
  return chosen;
}

const before = (a: readonly number[], b: readonly number[]): boolean => {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at !== -1 && (a[at] ?? 0) < (b[at] ?? 0);
};
