import { taskId } from '@firefly/domain/identity';
import type { TaskContext } from './context.ts';

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  new Set(a).size === a.length && [...a].sort().join('\n') === [...new Set(b)].sort().join('\n');

/** The task's id, its verdict, and the tools and servers it names against its calls. */
export function verifyIdentity({ task, runId, tools, add }: TaskContext): void {
  if (taskId(task) !== task.id)
    add('/id', 'is not the hash of prompt, calls, flows, bindings and fields');
  if (runId !== undefined && task.run_id !== runId)
    add('/run_id', `is not the run of the manifest, ${runId}`);
  if (!task.verdict.accepted) add('/verdict/accepted', 'the task is not accepted');
  for (const [index, check] of task.verdict.checks.entries())
    if (!check.passed)
      add(`/verdict/checks/${index}`, `the check ${check.name} failed: ${check.evidence}`);
  if (!task.solve.replay) add('/solve/replay', 'the golden trajectory was not replayed');
  for (const [index, call] of task.calls.entries())
    if (call.id !== `c${index + 1}`)
      add(`/calls/${index}/id`, `is ${call.id}; ids run c1, c2, … in the order of calling`);

  const needed = task.calls.map((call) => `${call.server}/${call.tool}`);
  if (!sameSet(task.needed_tools, needed))
    add('/needed_tools', 'are not the tools of the calls, each once');
  const servers = task.calls.map((call) => call.server);
  if (!sameSet(task.servers, servers))
    add('/servers', 'are not the servers of the calls, each once');
  if (!sameSet(task.offered_tools, task.offered_tools)) add('/offered_tools', 'name a tool twice');
  for (const name of new Set(needed))
    if (!task.offered_tools.includes(name)) add('/offered_tools', `lack the needed tool ${name}`);
  for (const [index, name] of task.offered_tools.entries())
    if (!tools.has(name)) add(`/offered_tools/${index}`, `${name} is not in tools.jsonl`);
}
