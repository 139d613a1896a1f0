import { createLogUpdate } from 'log-update';

/** Shows which servers are still waited for: in place on a terminal, a line per change elsewhere. */
export interface WaitingView {
  readonly show: (names: readonly string[]) => void;
  close(): void;
}

const MOST_NAMES = 5;

const words = (names: readonly string[]): string => {
  const rest = names.length - MOST_NAMES;
  const told = names.slice(0, MOST_NAMES).join(', ');
  return `waiting for ${told}${rest > 0 ? ` and ${rest} more` : ''} …`;
};

/** Names of servers hold letters, digits, `_` and `-` only: nothing in them commands a terminal. */
export function makeWaitingView(stream: NodeJS.WriteStream): WaitingView {
  let open = true;
  const update = stream.isTTY ? createLogUpdate(stream) : undefined;
  return {
    show(names) {
      if (!open || names.length === 0) return;
      if (update === undefined) stream.write(`${words(names)}\n`);
      else update(words(names));
    },
    close() {
      if (open) update?.clear();
      // Done is what shows the cursor again.
      if (open) update?.done();
      open = false;
    },
  };
}
