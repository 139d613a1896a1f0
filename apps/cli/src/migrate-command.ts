import { Command } from 'commander';
import type { Terminal } from './terminal.ts';

/** `firefly migrate`: brings the database up to date, before the processes that use it start. */
export const migrateCommand = (terminal: Terminal, done: (code: number) => void): Command =>
  new Command('migrate')
    .description(
      'Bring the database up to date: that of DATABASE_URL, else the embedded one. Every start does so too.',
    )
    .option('--json', 'print what was done as JSON', false)
    .action(async ({ json }: { json: boolean }) => {
      // Loaded only where it is needed: with it comes the database.
      const { migrate } = await import('./migrate.ts');
      await migrate(json, terminal);
      done(0);
    });
