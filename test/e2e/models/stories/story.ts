import type { JsonObject } from '@firefly/domain/json';

/** A call of a story: arguments that stand in the prompt, and arguments taken out of earlier results. */
export interface StoryCall {
  /** As models are offered it. */
  readonly tool: string;
  readonly given?: JsonObject;
  /** JSONata over the story's calls before (`$$.c1`, …), by the place of the argument. */
  readonly flows?: Readonly<Record<string, string>>;
}

/** A field as a writer proposes it. */
export interface StoryField {
  readonly name: string;
  readonly expression: string;
  readonly kind?: 'list';
  readonly compare?: 'text' | 'date' | 'list';
}

/** Something to be asked of the example's servers: how it is found out, and how it is asked. */
export interface Story {
  readonly name: string;
  readonly calls: readonly StoryCall[];
  /** The same question in several voices. */
  readonly prompts: readonly string[];
  readonly fields: readonly StoryField[];
  readonly bindings?: readonly { readonly words: string; readonly value: string | number }[];
  readonly template: string;
}
