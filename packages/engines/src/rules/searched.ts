import type { CompletedCall, NextStep, Search, WalkPlan } from '@firefly/domain/exploration/plan';
import type { Json } from '@firefly/domain/json';
import { leavesOf } from '@firefly/domain/pointer';
import { normalize } from '@firefly/domain/synthesis/normalizers';
import type { Part, ProposedFlow } from '@firefly/domain/synthesis/proposal';
import { foundPath } from '@firefly/domain/tool-graph/found-path';
import { argumentsOf, feed } from '@firefly/domain/tool-graph/standing';
import { arrayAt } from './expressions.ts';
import { bound } from './whereabouts.ts';

/** A file that was searched for before it was read. */
export interface Searched {
  /** The path, from the search to the call that reads it. */
  readonly flow: ProposedFlow;
  /** "Find the one file under PATH that has "WORD" in its name. " */
  readonly lead: readonly Part[];
}

function leadOf({ word, folder }: Search): Part[] {
  const value = normalize('contains-glob', word) ?? '';
  return [
    'Find the one file ',
    ...(folder === undefined ? [] : ['under ', bound(folder), ' ']),
    'that has "',
    { text: word, value, normalizer: 'contains-glob' },
    '" in its name. ',
  ];
}

/** What a search found, or what comes first: the search, and then the call that reads the file. */
export function searchedFile(
  { start }: WalkPlan,
  search: Search,
  [call, read]: readonly CompletedCall[],
): { readonly searched: Searched } | { readonly step: NextStep } {
  const [first] = start;
  if (first === undefined) throw new RangeError('a search without a call');
  if (call === undefined) return { step: { call: first } };
  const found = call.observation === null ? undefined : foundPath(call.observation);
  if (found === undefined)
    return { step: { stop: 'stuck', reason: 'the search did not find one file' } };
  const args = argumentsOf(search.edge, found.path);
  if (read === undefined) return { step: { call: { tool: search.edge.to, arguments: args } } };
  const [leaf] = [...leavesOf(feed(search.edge.toPath, found.path) as Json)];
  const where = arrayAt(1, found.steps);
  return {
    searched: {
      flow: {
        from: 'c1',
        // Of a list of one: no position, since joining takes them all.
        expression: found.list ? `$join(${where})` : where,
        fromPointer: found.pointer,
        to: 'c2',
        toPointer: leaf?.pointer ?? '',
      },
      lead: leadOf(search),
    },
  };
}
