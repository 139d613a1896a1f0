import { splitOf } from '@firefly/domain/dataset/split';
import { taskId } from '@firefly/domain/identity';
import { checkNames } from '@firefly/domain/judging/checks';
import { placeholdersOf } from '@firefly/domain/synthesis/answer-form';
import { signatureOf } from '@firefly/domain/synthesis/signature';
import type { TaskContext } from './context.ts';

/** Checks of what a solver made of a task, behind all others. */
const measuredCheckNames = ['solvable', 'closed-book'] as const;

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  new Set(a).size === a.length && [...a].sort().join('\n') === [...new Set(b)].sort().join('\n');

/** What is computed of the task itself: id, split, signature, and the places of its template. */
function verifyDerived({ task, add }: TaskContext): void {
  if (taskId(task) !== task.id)
    add('/id', 'is not the hash of prompt, calls, flows, bindings and fields');
  if (splitOf(task.id) !== task.split)
    add('/split', `is ${task.split}; the id says ${splitOf(task.id)}`);
  if (signatureOf(task.calls, task.fields, task.flows) !== task.signature)
    add('/signature', 'is not that of the calls, fields and flows');
  const places = placeholdersOf(task.answer_template).sort().join(', ');
  const names = task.fields.map((field) => field.name).sort();
  if (places !== names.join(', '))
    add('/answer_template', `has places for ${places || 'nothing'}, the fields are ${names}`);
}

/** Accepted by exactly the checks of this version, each of them passed, and replayed. */
function verifyVerdict({ task, add }: TaskContext): void {
  const { accepted, checks } = task.verdict;
  const names = checks.map((check) => check.name);
  const measured = measuredCheckNames.filter((name) => names.includes(name));
  const wanted = [...checkNames, ...measured];
  if (!accepted) add('/verdict/accepted', 'the task is not accepted');
  if (names.join() !== wanted.join())
    add('/verdict/checks', `are not, in this order, ${wanted.join(', ')}`);
  for (const [index, check] of checks.entries())
    if (!check.passed)
      add(`/verdict/checks/${index}`, `the check ${check.name} failed: ${check.evidence}`);
  if (!task.solve.replay) add('/solve/replay', 'the golden trajectory was not replayed');
}

/** What is computed of the task, its verdict, and the tools and servers it names against its calls. */
export function verifyIdentity(context: TaskContext): void {
  const { task, runId, tools, add } = context;
  verifyDerived(context);
  verifyVerdict(context);
  if (runId !== undefined && task.run_id !== runId)
    add('/run_id', `is not the run of the manifest, ${runId}`);
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
