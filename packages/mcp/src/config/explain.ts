import {
  mcpConfigSchema,
  serverEntrySchema,
  serverOptionsSchema,
} from '@firefly/contracts/mcp-config';
import { isObject } from '@firefly/domain/json';
import type { z } from 'zod';
import { nearest } from './nearest.ts';

type Issue = z.core.$ZodIssue;

/** A place in the file as people write it: `mcpServers.geo.firefly.rateLimit`. */
export const placeOf = (path: readonly PropertyKey[]): string =>
  path.length === 0 ? 'the top level' : path.map(String).join('.');

function knownKeys(path: readonly PropertyKey[]): string[] {
  if (path.length === 0) return Object.keys(mcpConfigSchema.shape);
  if (path.length === 2) return Object.keys(serverEntrySchema.shape);
  if (path.length === 3) return Object.keys(serverOptionsSchema.shape);
  return Object.keys(serverOptionsSchema.shape.rateLimit.unwrap().shape);
}

function unknownKey(key: string, path: readonly PropertyKey[]): string {
  const known = knownKeys(path);
  const meant = nearest(key, known);
  const advice =
    path.length === 2 && Object.hasOwn(serverOptionsSchema.shape, key)
      ? `it belongs in "firefly"`
      : meant === undefined
        ? `known are ${known.join(', ')}`
        : `did you mean "${meant}"?`;
  return `${placeOf(path)}: unknown key "${key}"; ${advice}`;
}

function explainOne(issue: Issue): string {
  if (issue.code === 'unrecognized_keys') return unknownKey(issue.keys[0] ?? '', issue.path);
  if (issue.code === 'invalid_key')
    return issue.path.length === 2
      ? `${placeOf(issue.path)}: a server name has 1 to 64 letters, digits, "_" or "-"`
      : `${placeOf(issue.path)}: this is no name for an environment variable`;
  const message =
    issue.code === 'invalid_union' ? 'expected a string, a number or a boolean' : issue.message;
  return `${placeOf(issue.path)}: ${message.replace(/^Invalid input: /, '')}`;
}

/** Says the most telling issue in words: a misspelt key first, because it causes others. */
export function explain(issues: readonly Issue[]): string {
  const first = issues.find((issue) => issue.code === 'unrecognized_keys') ?? issues[0];
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return first === undefined
    ? 'it does not have the form of a servers file'
    : explainOne(first) + more;
}

/** The first server that is not spoken to over stdio, which FireFly cannot do yet. */
export function firstRemote(content: unknown): string | undefined {
  if (!isObject(content) || !isObject(content.mcpServers)) return undefined;
  for (const [name, entry] of Object.entries(content.mcpServers))
    if (isObject(entry) && ('url' in entry || (entry.type !== undefined && entry.type !== 'stdio')))
      return name;
  return undefined;
}
