import { canonicalJson } from '@firefly/domain/identity';
import { valueAt } from '@firefly/domain/pointer';
import { compareMisfit } from '@firefly/domain/reward/compare-fits';
import type { TaskContext } from './context.ts';
import { show } from './findings.ts';

/** Every field is evaluated again and can be compared as it says, and the answer fits its schema. */
export async function verifyLabels(context: TaskContext): Promise<void> {
  const { task, evaluate, fit, add, count } = context;
  const inputs = context.inputs(task.calls.length);
  for (const [index, field] of task.fields.entries()) {
    count('fields');
    const place = `/fields/${index}/expression`;
    const expected = Object.hasOwn(task.answer, field.name) ? task.answer[field.name] : undefined;
    const found = await evaluate.evaluate(field.expression, inputs);
    if (!found.ok) add(place, `gives nothing: ${found.reason}, ${found.detail}`);
    else if (expected === undefined) add('/answer', `lacks the field ${field.name}`);
    else if (canonicalJson(found.value) !== canonicalJson(expected))
      add(`/answer/${field.name}`, `is ${show(expected)}; ${place} gives ${show(found.value)}`);
    else if (Array.isArray(found.value) !== (field.kind === 'list'))
      add(`/fields/${index}/kind`, `is ${field.kind}, but the value is ${show(found.value)}`);
    const unfit = expected === undefined ? null : compareMisfit(field, expected);
    if (unfit !== null) add(`/fields/${index}/compare`, unfit);
    for (const [at, source] of field.sources.entries()) {
      const call = task.calls[context.indexOf(source.call)];
      if (call === undefined || valueAt(call.observation, source.pointer) === undefined)
        add(`/fields/${index}/sources/${at}`, 'nothing stands there');
    }
  }
  const names = task.fields.map((field) => field.name);
  if (new Set(names).size !== names.length) add('/fields', 'two fields have one name');
  for (const name of Object.keys(task.answer))
    if (!names.includes(name)) add(`/answer/${name}`, 'no field says where this comes from');
  count('answers');
  const misfit = fit(task.answer, task.answer_schema);
  if (misfit !== null) add('/answer_schema', misfit);
}
