import { Command } from 'commander';
import { checkRun } from './servers/check-run.ts';
import type { Terminal } from './terminal.ts';

/** `firefly servers check`: what a run would do with each tool of an `mcp.json`, and how to change that. */
export const serversCommand = (terminal: Terminal, done: (code: number) => void): Command =>
  new Command('servers').description('Look at the servers of an mcp.json.').addCommand(
    new Command('check')
      .description(
        'List every tool of every server: whether a run calls it, why, and the line that changes that. Starts the servers, calls no tool.',
      )
      .argument('<file>', 'the servers, as an mcp.json file')
      .option('--json', 'print one JSON document', false)
      .addHelpText(
        'after',
        '\nExit codes: 0 all servers can be used, 1 some cannot, 2 wrong usage or file.',
      )
      .action(async (file: string, options: { json: boolean }) => {
        done(await checkRun({ file, json: options.json }, terminal));
      }),
  );
