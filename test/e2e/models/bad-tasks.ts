import type { JsonObject } from '@firefly/domain/json';
import type { Heard } from './request.ts';

const TEMPLATE = 'It is {found}.';
const field = (expression: string): JsonObject => ({ name: 'found', kind: 'scalar', expression });
const task = (prompt: string, expression: string, more: JsonObject = {}): JsonObject => ({
  ...{ prompt, fields: [field(expression)], flows: [], bindings: [] },
  ...{ answer_template: TEMPLATE, ...more },
});

/** The arguments of a call as plain words. */
const words = (args: JsonObject): string => Object.values(args).flat().map(String).join(', ');

/**
 * Tasks of a model that has not read what it was told: each breaks a rule that protects the labels, so
 * whatever the calls gave, none of them may be accepted.
 */
const kinds: readonly ((call: Heard) => JsonObject)[] = [
  // A constant that nothing was read for (2.2).
  () => task('How many things are there altogether, would you say?', '42'),
  ({ arguments: args }) =>
    task(`How much does ${words(args)} come to, give or take 42?`, '42 + 0 * $count($$.c1)'),
  // A position (2.3).
  ({ arguments: args }) =>
    task(`What is the name of the first thing found for ${words(args)}?`, '$$.c1[0].name'),
  // An echo of the prompt (2.8).
  ({ arguments: args }) =>
    task(`Which thing is looked up with ${words(args)} here?`, JSON.stringify(words(args))),
  // A value where an expression is asked for.
  () => task('Which capital is meant in what was found here?', 'Ljubljana is the capital'),
  // A call that was never made.
  () => task('What does the last of all these calls tell about the weather?', '$$.c99.weather'),
  // No field at all.
  () => ({ ...task('What is there to be known about all of this?', '1'), fields: [] }),
];

/** One of them, by a number. */
export function badTask(shown: readonly Heard[], whim: number): JsonObject | undefined {
  const [call] = shown;
  return call === undefined ? undefined : kinds[whim % kinds.length]?.(call);
}
