import type { Tool } from '../catalog/tool.ts';
import { canonicalJson } from '../identity.ts';
import type { Json, JsonObject } from '../json.ts';
import { fromPointer, leavesOf } from '../pointer.ts';
import { isPath } from '../tool-graph/found-path.ts';
import type { ObservedCall } from '../tool-graph/record-groups.ts';
import type { TriedCall } from '../tool-graph/standing.ts';
import type { PlannedCall } from './planned-call.ts';
import { searchTool } from './search-tools.ts';

const FILE = /([^/\\\s]+)\.[a-z\d]{1,5}$/i;

/** What may name a file in an observation: values, and the lines of a text ("[FILE] notes.md"). */
function* mentions(value: Json): Generator<string> {
  for (const leaf of leavesOf(value))
    if (typeof leaf.value === 'string' && leaf.value.length < 16_000)
      for (const line of leaf.value.split('\n')) {
        const told = line.trim().replace(/^\[FILE\] /, '');
        if (!/\s/.test(told) && FILE.test(told)) yield told;
      }
}

/** Absolute paths and bare names of files that a server's calls have shown, or were asked with. */
const filesOf = (calls: readonly ObservedCall[]): string[] => [
  ...new Set(
    calls.flatMap(({ arguments: args, observation }) => [
      ...mentions(args),
      ...mentions(observation),
    ]),
  ),
];

/** The folder that all paths lie in, if it is no root of a disk. */
function commonFolder(paths: readonly string[]): string | undefined {
  const [first = [], ...others] = paths.map((path) => path.split('/').slice(0, -1));
  const end = first.findIndex((step, at) => others.some((other) => other[at] !== step));
  const folder = first.slice(0, end === -1 ? undefined : end).join('/');
  return isPath(folder) ? folder : undefined;
}

/** A folder that the server says may be read: the only path in the answer to a call without arguments. */
function allowedFolder(calls: readonly ObservedCall[]): string | undefined {
  const told = calls
    .filter((call) => Object.keys(call.arguments).length === 0)
    .flatMap(({ observation }) => (typeof observation === 'string' ? [observation] : []))
    .filter((text) => /\b(allowed|director(y|ies)|folders?)\b/i.test(text));
  const paths = told.flatMap((text) => text.split('\n').filter((line) => isPath(line.trim())));
  return paths.length === 1 ? paths[0]?.trim() : undefined;
}

const LONGEST_NAME = 40;
const SHORTEST_WORD = 4;
/** Searches tried per tool. */
const MOST = 24;

/** Words of names of files that stand in the name of one file alone, one word a file. */
function tellingWords(files: readonly string[]): string[] {
  const names = [...new Set(files.map((file) => FILE.exec(file)?.[1] ?? ''))];
  return names.flatMap((name) => {
    if (name.length > LONGEST_NAME) return [];
    const words = name.split(/[^\p{L}]+/u).filter((word) => word.length >= SHORTEST_WORD);
    const telling = words.filter(
      (word) =>
        names.filter((other) => other.toLowerCase().includes(word.toLowerCase())).length === 1,
    );
    return telling.slice(-1);
  });
}

const build = (pointers: readonly (readonly [string, string])[]): JsonObject =>
  Object.fromEntries(pointers.map(([pointer, value]) => [fromPointer(pointer)[0] ?? '', value]));

/** Searches worth trying: for words that should find one file, as far as is known. */
export function searchTrials(
  tools: readonly Tool[],
  calls: readonly ObservedCall[],
  tried: readonly TriedCall[],
): PlannedCall[] {
  const made = new Set(tried.map((call) => canonicalJson([call.tool, call.arguments])));
  return tools.flatMap((tool) => {
    const search = searchTool(tool);
    if (search === undefined) return [];
    const own = calls.filter((call) => call.tool.startsWith(`${tool.server}/`));
    const files = filesOf(own);
    const folder = allowedFolder(own) ?? commonFolder(files.filter(isPath));
    if (search.folder !== undefined && folder === undefined) return [];
    const planned = tellingWords(files)
      .slice(0, MOST)
      .map((word) => ({
        tool: search.tool,
        arguments: build([
          ...(search.folder === undefined ? [] : [[search.folder, folder ?? ''] as const]),
          [search.pattern, `**/*${word}*`],
        ]),
      }));
    return planned.filter((call) => !made.has(canonicalJson([call.tool, call.arguments])));
  });
}
