/** Lends each of a few things to one borrower at a time, in the order of asking. */
export interface Pool<T> {
  use<R>(work: (item: T) => Promise<R>): Promise<R>;
}

export function makePool<T>(items: readonly T[]): Pool<T> {
  const idle = [...items];
  const waiting: ((item: T) => void)[] = [];
  return {
    async use(work) {
      const item = idle.pop() ?? (await new Promise<T>((resolve) => waiting.push(resolve)));
      try {
        return await work(item);
      } finally {
        const next = waiting.shift();
        if (next === undefined) idle.push(item);
        else next(item);
      }
    },
  };
}
