import { MOST_STEPS, STEPS_BETWEEN_SIGNS } from './limits.ts';
import { Stop } from './stop.ts';

/** Counts the steps of evaluations, says now and then that they get on, and ends them when they are too many. */
export class Meter {
  readonly #most: number;
  readonly #getsOn: () => void;
  #all = 0;
  #ofThis = 0;

  /** `most`: steps of all evaluations that are counted with this meter. */
  constructor(most: number, getsOn: () => void) {
    this.#most = most;
    this.#getsOn = getsOn;
  }

  /** Why no further evaluation may begin, or null. */
  get exhausted(): string | null {
    return this.#all > this.#most ? `stopped after ${this.#most} steps of all evaluations` : null;
  }

  /** An evaluation begins. */
  begin(): void {
    this.#ofThis = 0;
    this.#getsOn();
  }

  step(): void {
    this.#all += 1;
    this.#ofThis += 1;
    if (this.#ofThis > MOST_STEPS) throw new Stop('time', `stopped after ${MOST_STEPS} steps`);
    if (this.exhausted !== null) throw new Stop('time', this.exhausted);
    if (this.#ofThis % STEPS_BETWEEN_SIGNS === 0) this.#getsOn();
  }
}
