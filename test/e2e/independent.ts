/**
 * Recomputes a bundle with nothing of FireFly: its page docs/bundle-format.md, node and a JSONata
 * interpreter. By hand: `node test/e2e/independent.ts FOLDER`.
 */
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import jsonata from 'jsonata';
import { namesFlag } from './independent-flags.ts';
import {
  at,
  canonical,
  converted,
  hash,
  type Json,
  leaves,
  normalized,
  observed,
} from './independent-notions.ts';
import { checkRollouts } from './independent-rollouts.ts';
import { leavesNoChoice } from './independent-schemas.ts';

type Row = Record<string, Json>;
/** What was recomputed, by kind, and each place where the file says something else. */
export interface Recomputed {
  readonly counts: Record<string, number>;
  readonly mismatches: string[];
}

const rows = (value: Json | undefined): Row[] => (value ?? []) as Row[];
const text = (value: Json | undefined): string => String(value);
const same = (a: Json | undefined, b: Json | undefined): boolean =>
  a !== undefined && b !== undefined && canonical(a) === canonical(b);

const evaluate = async (expression: string, calls: readonly Row[]): Promise<Json | undefined> => {
  const input = Object.fromEntries(calls.map((call) => [call.id, call.observation]));
  const value: unknown = await jsonata(expression).evaluate(input);
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
};

/** Literals that need an account. The group of a match (`[0]` behind `.groups`) is structure. */
function literals(node: unknown, found: Json[] = []): Json[] {
  if (Array.isArray(node)) for (const item of node) literals(item, found);
  else if (typeof node === 'object' && node !== null && !(node instanceof RegExp)) {
    const { type, value, predicate, stages, ...rest } = node as Record<string, unknown>;
    if ((type === 'string' || type === 'number') && !found.includes(value as Json))
      found.push(value as Json);
    if (!(type === 'name' && value === 'groups')) literals([predicate, stages], found);
    literals(Object.values(rest), found);
  }
  return found;
}

export async function recompute(folder: string): Promise<Recomputed> {
  const counts: Record<string, number> = {};
  const mismatches: string[] = [];
  const check = (kind: string, place: string, holds: boolean): void => {
    counts[kind] = (counts[kind] ?? 0) + 1;
    if (!holds) mismatches.push(`${place}: ${kind}`);
  };
  const file = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const table = (name: string): Row[] =>
    file(`${name}.jsonl`)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));

  const manifest: Row = JSON.parse(file('manifest.json'));
  for (const { name, bytes, sha256 } of rows(manifest.files)) {
    check('file size', text(name), statSync(join(folder, text(name))).size === bytes);
    check('file hash', text(name), hash(file(text(name))) === sha256);
  }
  const tools = new Map<string, Row>();
  for (const tool of table('tools')) {
    const { name, description, inputSchema, outputSchema } = tool;
    const made = { name, description, inputSchema, outputSchema: outputSchema ?? null } as Json;
    check('fingerprint', text(name), hash(canonical(made), 32) === tool.fingerprint);
    tools.set(text(tool.fingerprint), tool);
  }
  const requestOf = ({ server, fingerprint, arguments: args, state_key }: Row): string =>
    hash(canonical([server, fingerprint, args, state_key] as Json[]));
  const answers = new Map<string, Json[]>();
  const responses = new Map<string, Json>();
  for (const row of table('recordings')) {
    const request = requestOf(row);
    const response = text(row.response);
    check('response hash', text(row.id), hash(response) === row.sha256);
    const id = hash(canonical([request, row.kind, row.sha256] as Json[]), 32);
    check('recording id', text(row.id), id === row.id);
    answers.set(request, [...(answers.get(request) ?? []), JSON.parse(response)]);
    responses.set(text(row.id), JSON.parse(response));
  }
  const trajectories = table('trajectories');
  const golden = new Map(trajectories.filter((row) => row.golden).map((row) => [row.task_id, row]));

  for (const task of table('tasks')) {
    const { id, prompt, flows, bindings, fields, answer } = task;
    const calls = rows(task.calls);
    const place = text(id).slice(0, 8);
    const bare = calls.map(({ duration_ms: _, ...call }) => call);
    const whole = canonical({ prompt, calls: bare, flows, bindings, fields } as Json);
    check('task id', place, hash(whole, 32) === id);
    for (const call of calls) {
      const known = answers.get(requestOf(call)) ?? [];
      check(
        'recorded',
        `${place} ${call.id}`,
        known.some((one) => same(one, call.result)),
      );
      check(
        'observation',
        `${place} ${call.id}`,
        same(observed(call.result ?? null), call.observation),
      );
    }
    const order = (call: Json | undefined): number => calls.findIndex((one) => one.id === call);
    const argument = (call: Json | undefined, pointer: Json | undefined): Json | undefined =>
      at(calls[order(call)]?.arguments, text(pointer));
    for (const { expression, convert, from, from_pointer, to, to_pointer } of rows(flows)) {
      const value = await evaluate(text(expression), calls.slice(0, order(to)));
      check('flow', `${place} ${to}`, same(converted(value, convert), argument(to, to_pointer)));
      const held = at(calls[order(from)]?.observation, text(from_pointer));
      check('flow source', `${place} ${to}`, order(from) < order(to) && held !== undefined);
    }
    const points = Array.from(text(prompt));
    for (const { call, pointer, in: inside, value, span, normalizer } of rows(bindings)) {
      const [start, end] = span as number[];
      const words = points.slice(start, end).join('');
      const wanted = inside === undefined ? argument(call, pointer) : value;
      check('binding', `${place} ${words}`, same(normalized(text(normalizer), words), wanted));
      if (normalizer === 'flag') {
        const named =
          inside === undefined && namesFlag(text(prompt), span as number[], text(pointer));
        check('flag', `${place} ${words}`, named);
      }
    }
    for (const list of ['flows', 'fields'])
      for (const [index, { expression }] of rows(task[list]).entries())
        for (const literal of literals(jsonata(text(expression)).ast())) {
          const pointer = `/${list}/${index}/expression`;
          const bound = rows(bindings).some((b) => b.in === pointer && b.value === literal);
          check('literal', `${place} ${pointer} ${literal}`, bound);
        }
    for (const call of calls)
      for (const leaf of leaves(call.arguments ?? {})) {
        const under = (pointer: Json | undefined): boolean =>
          leaf === pointer || leaf.startsWith(`${text(pointer)}/`);
        const schema = tools.get(text(call.fingerprint))?.inputSchema;
        const only = leavesNoChoice(schema, call.arguments ?? {}, leaf);
        const flowed = rows(flows).some((f) => f.to === call.id && under(f.to_pointer));
        const bound = rows(bindings).some((b) => b.call === call.id && b.pointer === leaf);
        check('argument', `${place} ${call.id} ${leaf}`, flowed || bound || only);
      }
    const names = rows(fields).map((field) => text(field.name));
    check('answer keys', place, same([...names].sort(), Object.keys(answer as Row).sort()));
    for (const { name, kind, expression } of rows(fields)) {
      const value = await evaluate(text(expression), calls);
      check('label', `${place} ${name}`, same(value, (answer as Row)[text(name)]));
      check('kind', `${place} ${name}`, Array.isArray(value) === (kind === 'list'));
    }
    const said = rows(golden.get(text(id))?.messages);
    const last = rows(said.at(-1)?.tool_calls)[0];
    check('golden answer', place, same(last?.arguments, answer));
    const attempts = trajectories.filter((row) => !row.golden && row.task_id === id);
    checkRollouts(task, attempts, responses, check);
  }
  return { counts, mismatches };
}

const [, script, folder] = process.argv;
if (script === import.meta.filename && folder !== undefined) {
  const { counts, mismatches } = await recompute(resolve(folder));
  for (const mismatch of mismatches) console.error(mismatch);
  const total = Object.entries(counts).map(([kind, count]) => `${count} ${kind}`);
  console.log(`${mismatches.length} mismatches; recomputed: ${total.join(', ')}`);
  if (mismatches.length > 0) process.exitCode = 1;
}
