import { version } from '@firefly/host/version';
import { Command, CommanderError } from 'commander';
import { exportCommand } from './export-command.ts';
import { fidelityCommand } from './fidelity-command.ts';
import { keysCommand } from './keys-command.ts';
import { migrateCommand } from './migrate-command.ts';
import { demoCommand, runCommand } from './run-command.ts';
import { runsCommand } from './runs-command.ts';
import { serveCommand } from './serve-command.ts';
import { serversCommand } from './servers-command.ts';
import { simulateCommand } from './simulate-command.ts';
import { tasksCommand } from './tasks-command.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { verifyCommand } from './verify-command.ts';

/** Every command below, too, throws instead of ending the process and says what we let it say. */
function obey(command: Command, parent: Command): Command {
  command.exitOverride().copyInheritedSettings(parent);
  for (const child of command.commands) obey(child, command);
  return command;
}

/** In the order in which the help lists them. */
const commands = [
  runCommand,
  demoCommand,
  runsCommand,
  serversCommand,
  tasksCommand,
  verifyCommand,
  exportCommand,
  fidelityCommand,
  simulateCommand,
  serveCommand,
  keysCommand,
  migrateCommand,
];

/** The command line, ready to be given its arguments; resolves to the exit code. */
export const makeProgram =
  (terminal: Terminal) =>
  async (args: readonly string[]): Promise<number> => {
    let code = 0;
    let said = '';
    const done = (result: number): void => {
      code = result;
    };
    const program = new Command('firefly')
      .description('Makes verified training data for tool-calling models from real MCP servers.')
      .version(version)
      .exitOverride()
      .configureOutput({
        writeOut: (text) => terminal.out.write(text),
        // Commander's own errors are thrown below, in our words; help where a command is missing is kept.
        writeErr: (text) => {
          said += text;
        },
      })
      .addHelpText(
        'after',
        '\nExit codes: 0 done; 1 the run failed or was cancelled, the bundle does not verify, a server cannot be used, or a service does not answer; 2 wrong usage, also what a service refuses; 130 stopped by Ctrl-C, 143 by SIGTERM.',
      );
    for (const make of commands) program.addCommand(obey(make(terminal, done), program));
    try {
      await program.parseAsync([...args], { from: 'user' });
    } catch (error) {
      if (!(error instanceof CommanderError)) throw error;
      if (error.exitCode === 0) return 0;
      if (error.code === 'commander.help') {
        terminal.err.write(said);
        return 2;
      }
      const problem = error.message.replace(/^error: /, '').replaceAll('\n', ' ');
      throw new UsageError(`${problem} (see firefly --help)`);
    }
    return code;
  };
