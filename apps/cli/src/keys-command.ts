import { scopes } from '@firefly/contracts/control-api';
import { Command, Option } from 'commander';
import type { Terminal } from './terminal.ts';

/** `firefly keys`: who may use the service over HTTP. */
export const keysCommand = (terminal: Terminal, done: (code: number) => void): Command => {
  // Loaded only where it is needed: with it comes the database.
  const keys = () => import('./keys.ts');
  return new Command('keys')
    .description('Make, list and revoke the keys of the API.')
    .addCommand(
      new Command('create')
        .description('Make a key. It is shown this once: the database keeps a hash of it.')
        .requiredOption('--name <name>', 'whose it is, or what for')
        .addOption(
          new Option('--scope <scope>', 'what it may do; each includes those before it')
            .choices(scopes)
            .makeOptionMandatory(),
        )
        .option('--json', 'print one JSON document', false)
        .action(async (options) => {
          await (await keys()).createKey(options, terminal);
          done(0);
        }),
    )
    .addCommand(
      new Command('list')
        .description('List all keys, the newest first, revoked ones too.')
        .option('--json', 'print one JSON document', false)
        .action(async ({ json }: { json: boolean }) => {
          await (await keys()).listKeys(json, terminal);
          done(0);
        }),
    )
    .addCommand(
      new Command('revoke')
        .description('Revoke a key for good, and sign out the browsers that came with it.')
        .argument('<id>', 'its id, as "keys list" shows it, or the key itself')
        .option('--json', 'print one JSON document', false)
        .action(async (id: string, { json }: { json: boolean }) => {
          await (await keys()).revokeKey(id, json, terminal);
          done(0);
        }),
    );
};
