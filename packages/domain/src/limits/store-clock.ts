/** Answers that tell how the clocks lie; older ones say nothing of them as they are now. */
const OF_LATE = 32;

/** When a question was sent and answered by our clock, and when it was decided by that of the store; in ms. */
export interface Answered {
  readonly sent: number;
  readonly answered: number;
  readonly decided: number;
}

/**
 * Tells how long before its answer came something was decided. A late answer does not say where on its
 * way it lost the time; but the fastest answer of late says how the clocks lie, to half of what it took.
 */
export function makeStoreClock(): (answer: Answered) => number {
  const recent: { readonly took: number; readonly ahead: number }[] = [];
  return ({ sent, answered, decided }) => {
    const took = answered - sent;
    recent.push({ took, ahead: decided - (sent + answered) / 2 });
    if (recent.length > OF_LATE) recent.shift();
    const best = recent.reduce((a, b) => (b.took < a.took ? b : a));
    return Math.min(took, Math.max(0, answered - (decided - best.ahead)));
  };
}
