import {
  httpEntrySchema,
  mcpConfigSchema,
  serverOptionsSchema,
  stdioEntrySchema,
} from '@firefly/contracts/mcp-config';
import { isObject } from '@firefly/domain/json';
import { nearest } from '@firefly/domain/words/nearest';
import type { z } from 'zod';
import { isRemote } from './kinds.ts';

type Issue = z.core.$ZodIssue;

/** A place in the file as people write it: `mcpServers.geo.firefly.rateLimit`. */
export const placeOf = (path: readonly PropertyKey[]): string =>
  path.length === 0 ? 'the top level' : path.map(String).join('.');

/** Whether the path leads to or into the entry of a server over HTTP. */
function inRemote([, name]: readonly PropertyKey[], content: unknown): boolean {
  const servers = isObject(content) ? content.mcpServers : undefined;
  return isObject(servers) && name !== undefined && isRemote(servers[String(name)]);
}

function knownKeys(path: readonly PropertyKey[], remote: boolean): string[] {
  if (path.length === 0) return Object.keys(mcpConfigSchema.shape);
  if (path.length === 2)
    return Object.keys(remote ? httpEntrySchema.shape : stdioEntrySchema.shape);
  if (path.length === 3) return Object.keys(serverOptionsSchema.shape);
  return Object.keys(serverOptionsSchema.shape.rateLimit.unwrap().shape);
}

function unknownKey(key: string, path: readonly PropertyKey[], remote: boolean): string {
  const known = knownKeys(path, remote);
  const meant = nearest(key, known);
  const advice =
    path.length === 2 && Object.hasOwn(serverOptionsSchema.shape, key)
      ? `it belongs in "firefly"`
      : meant === undefined
        ? `known are ${known.join(', ')}`
        : `did you mean "${meant}"?`;
  return `${placeOf(path)}: unknown key "${key}"; ${advice}`;
}

function invalidKey(path: readonly PropertyKey[]): string {
  if (path.length === 2) return 'a server name has 1 to 64 letters, digits, "_" or "-"';
  return path[2] === 'headers'
    ? 'this is no name for a header'
    : 'this is no name for an environment variable';
}

function explainOne(issue: Issue, remote: boolean): string {
  if (issue.code === 'unrecognized_keys')
    return unknownKey(issue.keys[0] ?? '', issue.path, remote);
  if (issue.code === 'invalid_key') return `${placeOf(issue.path)}: ${invalidKey(issue.path)}`;
  const message =
    issue.code === 'invalid_union' ? 'expected a string, a number or a boolean' : issue.message;
  return `${placeOf(issue.path)}: ${message.replace(/^Invalid input: /, '')}`;
}

/** An entry that fits neither kind of server is told as what it was meant to be. */
function asMeant(issue: Issue, content: unknown): readonly Issue[] {
  if (issue.code !== 'invalid_union' || issue.path.length !== 2) return [issue];
  const meant = issue.errors[inRemote(issue.path, content) ? 1 : 0] ?? [];
  return meant.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** Says the most telling issue of a content in words: a misspelt key first, because it causes others. */
export function explain(found: readonly Issue[], content: unknown): string {
  const issues = found.flatMap((issue) => asMeant(issue, content));
  const first = issues.find((issue) => issue.code === 'unrecognized_keys') ?? issues[0];
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return first === undefined
    ? 'it does not have the form of a servers file'
    : explainOne(first, inRemote(first.path, content)) + more;
}
