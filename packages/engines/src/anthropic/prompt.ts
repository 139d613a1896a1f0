import { readFileSync } from 'node:fs';
import type { PromptStamp } from '@firefly/contracts/model';
import { sha256 } from '@firefly/domain/identity';

/** A prompt file as it was read: the text for `system`, and what every row says that it made. */
export interface Prompt {
  readonly stamp: PromptStamp;
  readonly text: string;
}

const HEAD = /^version: (\d+)\n\n/;

/**
 * Reads `prompts/NAME.md`. Its first line is `version: N`, then an empty line, then the text. Throws where
 * the file has no version: a prompt that changes without one cannot be told from the one before.
 */
export function readPrompt(name: string): Prompt {
  const file = readFileSync(new URL(`./prompts/${name}.md`, import.meta.url), 'utf8');
  const version = HEAD.exec(file)?.[1];
  if (version === undefined) throw new Error(`prompts/${name}.md does not begin with its version`);
  const text = file.replace(HEAD, '').trimEnd();
  return { stamp: { name, version: Number(version), hash: sha256(text).slice(0, 16) }, text };
}
