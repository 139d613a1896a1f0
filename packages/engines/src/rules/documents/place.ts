import { toolName } from '@firefly/domain/catalog/tool';
import type { CompletedCall } from '@firefly/domain/exploration/plan';
import type { Json } from '@firefly/domain/json';
import { leavesOf } from '@firefly/domain/pointer';
import type { Part } from '@firefly/domain/synthesis/proposal';
import { NAME } from '@firefly/domain/tool-graph/columns';
import { documentNamed, documentOf, nameKey } from '@firefly/domain/tool-graph/documents';
import { tableNoun } from '@firefly/domain/tool-graph/meaning';
import { isPlural } from '@firefly/domain/words/nouns';
import type { Place } from '../place.ts';
import { bound, type Given, isFile, whereabouts } from '../whereabouts.ts';
import { plainNoun } from '../words.ts';

/** The document a call gave, as a place: the text itself is the record. With a name: only if it is about that. */
export function documentPlace(
  call: CompletedCall,
  at: number,
  name?: string | number,
): Place | undefined {
  if (call.observation === null) return undefined;
  const document =
    name === undefined ? documentOf(call.observation) : documentNamed(call.observation, name);
  return (
    document && {
      call: at,
      tool: call.tool,
      arguments: call.arguments,
      steps: document.steps,
      index: 0,
      record: document.record,
      pointer: document.pointer,
      selector: { kind: 'none' },
      noun: tableNoun(document.steps, toolName(call.tool), {}),
      label: typeof name === 'string' ? nameKey(document, name) : undefined,
      table: undefined,
      document,
    }
  );
}

/** How a question says where a document comes from. */
export interface Source {
  /** A paper is cited, "according to PATH"; of a thing its record is asked, "the keeper of X". */
  readonly kind: 'paper' | 'area' | 'thing';
  readonly said: Part;
  /** What a paper is about, by the name of its file: "the contract". */
  readonly thing: string | undefined;
}

/** What the arguments of a document's call say of it; undefined where they cannot be said in words. */
export function sourceOf({ arguments: args, searched }: Given): Source | undefined {
  const [leaf, ...others] = [...leavesOf(args as Json)];
  if (typeof leaf?.value !== 'string' || others.length > 0) return undefined;
  const said = searched === true ? 'it' : bound(leaf.value);
  if (isFile(leaf.value)) {
    const word =
      /([^/\\]+)\.[a-z]{1,5}$/i
        .exec(leaf.value)?.[1]
        ?.split(/[^A-Za-z]+/)
        .at(-1) ?? '';
    const noun = plainNoun(word);
    return { kind: 'paper', said, thing: noun === undefined || isPlural(noun) ? undefined : noun };
  }
  if (whereabouts(args) !== undefined) return { kind: 'area', said, thing: undefined };
  return NAME.test(leaf.value) ? { kind: 'thing', said, thing: undefined } : undefined;
}
