import { type Parameter, parametersOf } from '../catalog/parameters.ts';
import { type Tool, toolId } from '../catalog/tool.ts';
import type { JsonObject } from '../json.ts';
import { fromPointer, valueAt } from '../pointer.ts';
import { normalize } from '../synthesis/normalizers.ts';

/** A tool that looks for files by a glob pattern, as its parameters say: pattern, and folder if it needs one. */
export interface SearchTool {
  readonly tool: string;
  readonly pattern: string;
  readonly folder: string | undefined;
}

const PATTERN = /^((glob|file|name|search)_?)?(pattern|glob)$/i;
const FOLDER = /^((root|base|start|search)_?)?(path|root|dir|directory|folder)$/i;
const SPEAKS_OF_GLOB = /\bglob\b|\*\*\//i;

/** The tool as one that searches; undefined if it is none, or needs more than a pattern and a folder. */
export function searchTool(tool: Tool): SearchTool | undefined {
  const needed = parametersOf(tool).filter(
    ({ required, type, enum: few }) => required && (type !== 'string' || few === undefined),
  );
  const by = (name: RegExp): Parameter | undefined =>
    needed.find(
      ({ name: own, type, pointer }) =>
        type === 'string' && name.test(own) && fromPointer(pointer).length === 1,
    );
  const [pattern, folder] = [by(PATTERN), by(FOLDER)];
  if (pattern === undefined || needed.length !== (folder === undefined ? 1 : 2)) return undefined;
  if (!SPEAKS_OF_GLOB.test(`${pattern.description} ${tool.description}`)) return undefined;
  return { tool: toolId(tool), pattern: pattern.pointer, folder: folder?.pointer };
}

/** The word that a search asks for, and where; undefined if its pattern was made of no word. */
export function askedFor(
  { pattern, folder }: SearchTool,
  args: JsonObject,
): { readonly word: string; readonly folder: string | undefined } | undefined {
  const glob = valueAt(args, pattern);
  const word = typeof glob === 'string' ? /^\*\*\/\*(.+)\*$/.exec(glob)?.[1] : undefined;
  const where = folder === undefined ? undefined : valueAt(args, folder);
  if (word === undefined || normalize('contains-glob', word) !== glob) return undefined;
  return { word, folder: typeof where === 'string' ? where : undefined };
}
