import { Command, Option } from 'commander';
import type { SimulateOptions } from './simulate.ts';
import type { Terminal } from './terminal.ts';

/** `firefly simulate`: a bundle as a simulator, over HTTP or for one task on the standard streams. */
export const simulateCommand = (terminal: Terminal): Command =>
  new Command('simulate')
    .description(
      'Answer tool calls from the recordings of a bundle, over HTTP and MCP; Ctrl-C stops it.',
    )
    .argument('<folder>', 'the bundle')
    .option('--port <n>', 'the port to listen on; 0 takes a free one (default: 8782)')
    .option('--host <address>', 'the address of this machine to listen on (default: 127.0.0.1)')
    .option('--stdio', 'be an MCP server on the standard streams, for an mcpServers file', false)
    .option('--task <id>', 'the task whose tools --stdio offers; with several, one entry each')
    .addOption(
      new Option(
        '--record <mode>',
        'ask live servers for what was not recorded, and add it to the bundle: once: of tools that it has nothing of; new: of all',
      )
        .choices(['none', 'once', 'new'])
        .default('none'),
    )
    .option('--servers <file>', 'the servers file of --record')
    .option('--log <file>', 'add a line to this file for every session that ends')
    .option('--json', 'print the address as JSON', false)
    .action(async (folder: string, options: SimulateOptions) => {
      const { simulate } = await import('./simulate.ts');
      await simulate(terminal, folder, options);
    });
