import type { TaskDraft, TaskField } from '../dataset/task.ts';
import { isObject, type Json } from '../json.ts';
import { answerValues, askedOf } from './asked.ts';
import { defineCheck, show } from './check.ts';
import { isChoice } from './choice.ts';
import type { JudgingContext } from './context.ts';
import { fieldPlace } from './draft.ts';
import { holdsIdentifier, identifiersOf } from './identifiers.ts';
import { isCommonest, leafValues } from './leaf-values.ts';
import { mentions } from './mentions.ts';
import { isPart, partValues } from './part-values.ts';
import { isTrivial } from './trivial.ts';

/** What a solver reads of a schema: names, descriptions, and values that it lists. */
function* schemaTexts(value: Json, key = ''): Generator<string> {
  if (typeof value === 'number') {
    if (/^(const|default|examples|enum)$/.test(key)) yield String(value);
  } else if (typeof value === 'string') {
    if (!/^(type|\$schema|format)$/.test(key)) yield value;
  } else if (Array.isArray(value)) {
    for (const child of value) yield* schemaTexts(child, key);
  } else if (isObject(value)) {
    for (const [name, child] of Object.entries(value)) {
      yield name.replaceAll('_', ' ');
      yield* schemaTexts(child, name);
    }
  }
}

/** Whether guessing the leaf's commonest value would give the answer; of a text, that part's commonest. */
async function isGuess(
  draft: TaskDraft,
  field: TaskField,
  context: JudgingContext,
): Promise<boolean> {
  const { leaves, direct } = askedOf(draft, field);
  if (!direct || field.kind === 'list') return false;
  for (const place of leaves) {
    const guess = isPart(draft, field, place)
      ? isCommonest(
          draft.answer[field.name] ?? null,
          await partValues(draft, field, place, context),
        )
      : isCommonest(place.value, leafValues(place, context));
    if (guess) return true;
  }
  return false;
}

/** No answer value and no identifier stands where a solver reads before it calls (rule 2.7). */
export const noLeak = defineCheck('no-leak', async (draft, context) => {
  const { prompt, answer_template: template } = draft;
  const texts = [
    { where: 'the template', text: template.replace(/\{[^{}]*\}/g, ' ') },
    { where: 'the schema', text: [...schemaTexts(draft.answer_schema)].join(' | ') },
    {
      where: 'a field name',
      text: draft.fields.map((f) => f.name.replaceAll('_', ' ')).join(' | '),
    },
    { where: 'the prompt', text: prompt },
  ];
  const problems: string[] = [];
  let telling = 0;
  for (const field of draft.fields) {
    const values = answerValues(draft, field).filter((value) => !isTrivial(value));
    if (isChoice(draft, field)) continue;
    for (const value of values) {
      const leak = texts.find(({ text }) => mentions(text, value));
      if (leak !== undefined)
        problems.push(`${leak.where} states ${show(value)} of ${fieldPlace(field)}`);
    }
    if (values.length > 0 && !(await isGuess(draft, field, context))) telling += 1;
  }
  for (const name of identifiersOf(draft, context)) {
    if (holdsIdentifier(prompt, name))
      problems.push(`the prompt holds the identifier ${show(name)}`);
    if (holdsIdentifier(template, name))
      problems.push(`the template holds the identifier ${show(name)}`);
  }
  if (telling === 0) {
    problems.push(
      'every field is a choice, a boolean, a single digit or the commonest value of its leaf',
    );
  }
  return {
    problems,
    seen: `no answer and no identifier is given away; ${telling} fields cannot be guessed`,
  };
});
