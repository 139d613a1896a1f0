import { version } from '@firefly/host/version';
import { Command, CommanderError } from 'commander';
import { exportCommand } from './export-command.ts';
import { keysCommand } from './keys-command.ts';
import { migrateCommand } from './migrate-command.ts';
import { demoCommand, runCommand } from './run-command.ts';
import { serveCommand } from './serve-command.ts';
import { serversCommand } from './servers-command.ts';
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
        '\nExit codes: 0 done, 1 the run failed, the bundle does not verify or a server cannot be used, 2 wrong usage, 130 stopped.',
      );
    const makers = [runCommand, demoCommand, serversCommand, tasksCommand, verifyCommand];
    for (const make of [...makers, exportCommand, keysCommand, migrateCommand, serveCommand])
      program.addCommand(obey(make(terminal, done), program));
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
