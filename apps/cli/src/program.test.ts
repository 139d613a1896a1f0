import { expect, test } from 'vitest';
import { makeProgram } from './program.ts';
import { fakeTerminal } from './testing/fake-terminal.ts';
import { UsageError } from './usage-error.ts';

async function call(...args: string[]) {
  const terminal = fakeTerminal();
  const code = await makeProgram(terminal)(args);
  return { code, out: terminal.out.text(), err: terminal.err.text() };
}

test('--help names every command and every exit code', async () => {
  const { code, out, err } = await call('--help');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  for (const name of [
    'run',
    'demo',
    'runs',
    'servers',
    'tasks',
    'verify',
    'export',
    'serve',
    'keys',
  ])
    expect(out).toContain(`\n  ${name} `);
  expect(out).toContain('Exit codes: 0 done; 1');
});

test.each([
  [['run', '--help'], '--servers <file>'],
  [['demo', '--help'], 'datasets/demo'],
  [['servers', 'check', '--help'], 'calls no tool'],
  [['tasks', 'show', '--help'], '--dataset <folder>'],
  [['verify', '--help'], '<folder>'],
  [['keys', 'create', '--help'], '"read", "run", "admin")'],
  [['export', '--help'], 'choices: "trl-sft", "openai"'],
])('%j explains its options', async (args, words) => {
  const { code, out } = await call(...args);
  expect(code).toBe(0);
  expect(out).toContain(words);
});

/** Every command that does something, as the help of those above names it. */
async function leaves(path: readonly string[] = []): Promise<string[][]> {
  const { out } = await call(...path, '--help');
  const [, listed = ''] = out.split('\nCommands:\n');
  const names = [...listed.matchAll(/^ {2}([a-z]\S*)/gm)].flatMap(([, name = '']) => name);
  if (names.length === 0) return [[...path]];
  const below = names.filter((name) => name !== 'help').map((name) => leaves([...path, name]));
  return (await Promise.all(below)).flat();
}

test('every command takes --json', async () => {
  const all = await leaves();
  expect(all).toContainEqual(['runs', 'cancel']);
  const without = [];
  for (const path of all)
    if (!(await call(...path, '--help')).out.includes('--json')) without.push(path);
  expect(without).toEqual([]);
});

test('--version is the version of the package', async () => {
  expect((await call('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test.each([
  [[], 'Usage: firefly [options]'],
  [['tasks'], 'Usage: firefly tasks'],
  [['servers'], 'Usage: firefly servers'],
])('%j lacks a command: its help goes to standard error, exit code 2', async (args, words) => {
  const { code, out, err } = await call(...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(words);
});

test.each([
  [['bogus'], "unknown command 'bogus'"],
  [['--bogus'], "unknown option '--bogus'"],
  [['run'], "required option '--servers <file>' not specified"],
  [['run', '--servers', 'mcp.json', '--tasks', 'many'], '--tasks "many" must be a whole number'],
  [['run', '--servers', 'none.json'], 'none.json: there is no such file'],
  [['demo', 'more'], 'too many arguments'],
  [['demo', '--tasks', '0'], '--tasks "0"'],
  [['tasks', 'show', '--bogus'], "unknown option '--bogus'"],
  [['servers', 'check'], "missing required argument 'file'"],
  [['servers', 'check', 'none.json'], 'none.json: there is no such file'],
  [['keys', 'create', '--name', 'x'], "required option '--scope <scope>' not specified"],
  [['keys', 'create', '--name', 'x', '--scope', 'all'], 'Allowed choices are read, run, admin'],
  [['keys', 'create', '--name', ' ', '--scope', 'run'], '--name takes 1 to 100 characters'],
  [['keys', 'revoke'], "missing required argument 'id'"],
  [['verify'], "missing required argument 'folder'"],
])('%j is wrong usage', async (args, words) => {
  const error = await call(...args).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UsageError);
  expect((error as Error).message).toContain(words);
  expect((error as Error).message).not.toContain('\n');
});
