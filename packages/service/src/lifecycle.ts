/**
 * The end of a process, in order: what was opened last is closed first, as each thing may use
 * those opened before it.
 */
export interface Lifecycle {
  /**
   * Registers how to stop what was just started. A step registered while the process already
   * stops is run as well, so that a start that is under way leaves nothing behind.
   */
  onStop(name: string, step: () => Promise<void> | void): void;
  /** Runs every step once, in reverse order; further calls get the same promise. Never rejects. */
  stop(): Promise<void>;
}

export interface LifecycleOptions {
  /**
   * Time for all steps together. A step that takes longer is reported and left behind; those
   * after it are still begun, and from the deadline on no step is waited for.
   */
  readonly deadlineMs: number;
  /** Told, in words for people, of each step that failed or took too long. */
  readonly report: (problem: string) => void;
}

interface Step {
  readonly name: string;
  readonly run: () => Promise<void> | void;
}

export function makeLifecycle({ deadlineMs, report }: LifecycleOptions): Lifecycle {
  const steps: Step[] = [];
  let deadline = Number.POSITIVE_INFINITY;
  let stopping: Promise<void> | undefined;

  const runAll = async (): Promise<void> => {
    deadline = performance.now() + deadlineMs;
    for (let step = steps.pop(); step !== undefined; step = steps.pop())
      await runStep(step, Math.max(0, deadline - performance.now()), report);
  };

  return {
    onStop(name, run) {
      steps.push({ name, run });
      if (stopping !== undefined) stopping = stopping.then(runAll);
    },
    stop() {
      stopping ??= runAll();
      return stopping;
    },
  };
}

async function runStep(
  { name, run }: Step,
  ms: number,
  report: (problem: string) => void,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), ms);
  });
  const done = (async () => run())().catch((error: unknown) => {
    report(`"${name}" failed while stopping: ${error instanceof Error ? error.message : error}`);
  });
  const outcome = await Promise.race([done, late]);
  clearTimeout(timer);
  if (outcome === 'late')
    report(`"${name}" did not stop in time and was left behind. Give a longer deadline.`);
}
