import type { Task } from '@firefly/domain/dataset/task';
import { judgesLines, rolloutLines } from './opinions-text.ts';
import { printable } from './printable.ts';

const short = (value: unknown, most = 160): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= most ? text : `${text.slice(0, most)}…`;
};

/** A task in full: its prompt, its calls, where each argument came from, how each field is computed. */
export function taskText(task: Task): string {
  const points = Array.from(task.prompt);
  const lines = [
    `Task ${task.id}  (${task.difficulty.level}${task.difficulty.basis === 'measured' ? ' as measured' : ''}, ${task.servers.join(' + ')})`,
    '',
    `  ${task.prompt}`,
    '',
  ];
  for (const call of task.calls) {
    lines.push(`  ${call.id}  ${call.server}/${call.tool} ${short(call.arguments)}`);
    for (const binding of task.bindings)
      if ('call' in binding && binding.call === call.id)
        lines.push(
          `        ${binding.pointer} <- the prompt: "${points.slice(...binding.span).join('')}"`,
        );
    for (const flow of task.flows)
      if (flow.to === call.id)
        lines.push(
          `        ${flow.to_pointer} <- ${flow.from}${flow.from_pointer}`,
          `            by ${flow.expression}`,
        );
    lines.push(`        -> ${short(call.observation)}`);
  }
  lines.push('');
  for (const field of task.fields) {
    lines.push(
      `  ${field.name} = ${short(task.answer[field.name])}`,
      `      by ${field.expression}`,
    );
  }
  const checks = task.verdict.checks.filter((check) => check.passed).length;
  lines.push(
    '',
    `  ${checks} of ${task.verdict.checks.length} checks passed: ${task.verdict.checks.map((c) => c.name).join(', ')}`,
    ...judgesLines(task.verdict),
    ...rolloutLines(task),
  );
  return lines.map(printable).join('\n');
}
