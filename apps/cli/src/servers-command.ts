import { Command } from 'commander';
import { checkRun } from './servers/check-run.ts';
import { installRun } from './servers/install-run.ts';
import type { Terminal } from './terminal.ts';

/**
 * `firefly servers check`: what a run would do with each tool of an `mcp.json`, and how to change that.
 * `firefly servers install`: the servers of a locked folder.
 */
export const serversCommand = (terminal: Terminal, done: (code: number) => void): Command =>
  new Command('servers')
    .description('Look at the servers of an mcp.json, or install some.')
    .addCommand(
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
    )
    .addCommand(
      new Command('install')
        .description(
          'Install the servers of a folder with package.json and package-lock.json into it, exactly as locked. Runs no install scripts.',
        )
        .argument('<folder>', 'the folder')
        .option('--json', 'print what was done as JSON', false)
        .addHelpText(
          'after',
          '\nExit codes: 0 installed, 1 npm failed, 2 the folder is not locked.',
        )
        .action(async (folder: string, options: { json: boolean }) => {
          done(await installRun({ folder, json: options.json }, terminal));
        }),
    );
