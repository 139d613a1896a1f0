import { Command } from 'commander';
import type { Terminal } from './terminal.ts';

/** `firefly serve`, which is `npm start`: the whole service in this process. */
export const serveCommand = (terminal: Terminal): Command =>
  new Command('serve')
    .description(
      'Serve the API and the simulator and work on runs, all in this process; Ctrl-C stops it.',
    )
    .option('--json', 'print the addresses as JSON', false)
    .action(async (options: { json: boolean }) => {
      // Loaded only where it is needed: with it come the API, the database and the queue.
      const { serve } = await import('./serve.ts');
      await serve(terminal, options);
    });
