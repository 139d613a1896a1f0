import { execFile, execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sampleTasks } from '@firefly/bundle/testing/sample-bundle';
import { makeSimulator } from '@firefly/simulator/simulator';
import { bundleFolder } from '@firefly/simulator/testing/bundle-folder';
import { expect, test } from 'vitest';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const example = (name: string): string => here(`../../examples/simulator/${name}`);
const run = promisify(execFile);

/** Whether a program is here, and does what the examples ask of it. */
function works(program: string, ...args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
const curl = works('curl', '--fail-with-body', '--version');
const python = works('python3', '-c', 'import sys; sys.exit(sys.version_info < (3, 9))');

/** A simulator over a bundle of the sample tasks. */
async function served() {
  const folder = await bundleFolder(sampleTasks);
  const failures: unknown[] = [];
  const app = await makeSimulator(folder.dir, { onError: (error) => failures.push(error) });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    ...{ dir: folder.dir, url, failures },
    async [Symbol.asyncDispose]() {
      await app.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

const [, boats] = sampleTasks;
const [first] = boats?.calls ?? [];
if (!boats || !first) throw new Error('no samples');

test.skipIf(!curl)('rollout.sh opens a session, calls, verifies and closes (curl)', async () => {
  await using simulator = await served();
  const { server, tool, arguments: args } = first;
  const call = JSON.stringify({ server, tool, arguments: args });
  const rollout = (task: string, answer: object) =>
    run(example('rollout.sh'), [simulator.url, task, call, JSON.stringify(answer)]);
  const { stdout } = await rollout(boats.id, boats.answer);
  const [called, verified] = stdout.trim().split('\n');
  expect(JSON.parse(called ?? '')).toMatchObject({ result: first.result });
  expect(JSON.parse(verified ?? '')).toMatchObject({ reward: 1, calls: { made: 1 } });
  const wrong = (await rollout(boats.id, { seats: 0 })).stdout.trim().split('\n');
  expect(JSON.parse(wrong[1] ?? '')).toMatchObject({ reward: 0 });
  await expect(rollout('none', {})).rejects.toMatchObject({
    stderr: expect.stringContaining('was refused'),
  });
});

test.skipIf(!python)(
  'rollout.py runs many rollouts at once, with its standard library',
  async () => {
    await using simulator = await served();
    const args = [example('rollout.py'), simulator.url, simulator.dir, '--copies', '20'];
    const { stdout } = await run('python3', ['-S', '-E', ...args]);
    const rollouts = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rollouts.map(({ task_id }) => task_id)).toEqual(
      Array.from({ length: 20 }, () => sampleTasks.map(({ id }) => id)).flat(),
    );
    for (const { reward, calls } of rollouts)
      expect({ reward, ...calls }).toMatchObject({ reward: 1, superfluous: 0, made: calls.needed });
    expect(simulator.failures).toEqual([]);
  },
);

test.skipIf(!curl)('every request of docs/simulator.md is answered (curl)', async () => {
  await using simulator = await served();
  const prose = await readFile(here('../../docs/simulator.md'), 'utf8');
  const part = /<!-- requests:begin -->(.*)<!-- requests:end -->/s.exec(prose)?.[1] ?? '';
  const commands = [...part.matchAll(/```sh\n(.*?)```/gs)]
    .map(([, block = '']) => block)
    .filter((block) => /^(curl|url=)/.test(block))
    .join('')
    .replaceAll('http://127.0.0.1:8782', simulator.url)
    .replaceAll('datasets/demo', `'${simulator.dir}'`)
    .replaceAll(' cookies', ` '${join(simulator.dir, 'cookies')}'`);
  // Each reply on a line of its own, and none that refuses.
  const strict = 'set -eu\ncurl() { command curl --fail-with-body "$@" && echo; }\n';
  const { stdout } = await run('bash', ['-c', strict + commands]);
  const replies = stdout.split('\n').filter((line) => line !== '');
  const asked = [...commands.matchAll(/^curl /gm)].length;
  expect(asked).toBe(11);
  expect(replies.join('\n')).toContain('"answers":[');
  expect(replies.at(-2)).toContain('Aurora');
  expect(JSON.parse(replies.at(-1) ?? '')).toMatchObject({ reward: 0, reward_detail: {} });
  expect(simulator.failures).toEqual([]);
});
