import { type Crowd, grown, halved, newCrowd } from './crowd.ts';

/** A request that was let in; it says once how it went. */
export interface Pass {
  /** @param restMs how long nobody is to ask, from now */
  leave(went: 'well' | 'crowded' | 'otherwise', restMs?: number): void;
}

/** A model that rests for longer than anyone waits here. */
export interface Rest {
  readonly restMs: number;
}

/**
 * Lets the requests of this process to one model in, first come, first served: as many at once as it takes
 * (at most `most`), and none while it rests. Who would wait for a rest of more than `longestRestMs` is told.
 */
export class Gate {
  #crowd: Crowd;
  #inside = 0;
  #restsUntil = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #waiting = new Set<(way: Pass | Rest) => void>();
  readonly #most: number;
  readonly #longestRestMs: number;

  constructor(most: number, longestRestMs: number) {
    this.#most = most;
    this.#longestRestMs = longestRestMs;
    this.#crowd = newCrowd(most);
  }

  /** Rejects with the signal's reason. */
  async enter(signal: AbortSignal): Promise<Pass | Rest> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const told = (way: Pass | Rest) => {
        this.#waiting.delete(told);
        signal.removeEventListener('abort', calledOff);
        resolve(way);
      };
      const calledOff = () => {
        this.#waiting.delete(told);
        this.#letIn();
        reject(signal.reason);
      };
      signal.addEventListener('abort', calledOff, { once: true });
      this.#waiting.add(told);
      this.#letIn();
    });
  }

  #letIn(): void {
    clearTimeout(this.#timer);
    const restMs = this.#restsUntil - performance.now();
    for (const told of this.#waiting) {
      if (restMs > this.#longestRestMs) told({ restMs });
      else if (restMs > 0) {
        this.#timer = setTimeout(() => this.#letIn(), Math.ceil(restMs));
        return;
      } else if (this.#inside < Math.floor(this.#crowd.limit)) told(this.#pass());
      else return;
    }
  }

  #pass(): Pass {
    this.#inside += 1;
    const { age } = this.#crowd;
    return {
      leave: (went, restMs = 0) => {
        this.#inside -= 1;
        if (went === 'well') this.#crowd = grown(this.#crowd, this.#most);
        if (went === 'crowded') this.#crowd = halved(this.#crowd, age);
        this.#restsUntil = Math.max(this.#restsUntil, performance.now() + restMs);
        this.#letIn();
      },
    };
  }
}
