import type { Progress } from '@firefly/contracts/run-events';
import { createLogUpdate } from 'log-update';
import { bar } from './bar.ts';

/** Shows progress: bars that stay in place on a terminal, a line per change elsewhere. */
export interface ProgressView {
  readonly show: (progress: Progress) => void;
  close(): void;
}

const bars = ({ stages, wave }: Progress): string =>
  stages
    .map(({ name, done, total }) => `${name.padEnd(11)}${bar(done, total)} ${done}/${total}`)
    .concat(`wave ${wave}`)
    .join('\n');

const line = ({ stages, wave }: Progress): string =>
  `wave ${wave} · ${stages.map(({ name, done, total }) => `${name} ${done}/${total}`).join(' · ')}`;

/** Lines come at most this often where nobody watches a terminal. */
const LINE_MS = 1_000;

export function makeProgressView(stream: NodeJS.WriteStream): ProgressView {
  let open = true;
  if (stream.isTTY) {
    const update = createLogUpdate(stream);
    return {
      show: (progress) => {
        if (open) update(bars(progress));
      },
      close: () => {
        if (open) update.done();
        open = false;
      },
    };
  }
  let last = '';
  let at = Number.NEGATIVE_INFINITY;
  return {
    show: (progress) => {
      const text = line(progress);
      const now = performance.now();
      if (!open || text === last || (now - at < LINE_MS && progress.status === 'running')) return;
      stream.write(`${text}\n`);
      last = text;
      at = now;
    },
    close: () => {
      open = false;
    },
  };
}
