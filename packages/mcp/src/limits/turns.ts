/** So many places, given out first come, first served; for the requests of one process. */
export class Turns {
  #free: number;
  /** In the order of their coming. */
  readonly #waiting = new Set<() => void>();

  constructor(places: number) {
    this.#free = places;
  }

  /**
   * Whether there was a place in time; rejects with the signal's reason. Without a place there is
   * nothing to give back.
   */
  async take(signal: AbortSignal | undefined, patienceMs: number): Promise<boolean> {
    signal?.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
      return true;
    }
    return new Promise<boolean>((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', calledOff);
        this.#waiting.delete(enter);
      };
      const enter = () => {
        leave();
        resolve(true);
      };
      const calledOff = () => {
        leave();
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        leave();
        resolve(false);
      }, patienceMs);
      this.#waiting.add(enter);
      signal?.addEventListener('abort', calledOff, { once: true });
    });
  }

  /** Gives the place to whoever has waited longest. */
  give(): void {
    const [first] = this.#waiting;
    if (first === undefined) {
      this.#free += 1;
      return;
    }
    first();
  }
}
