import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { CommandSpec } from '@firefly/contracts/run-spec';
import { type SessionLine, sessionLine } from '@firefly/contracts/session-log';
import { type MissedCall, mergeMisses } from '@firefly/domain/catalog/missed-calls';
import { canonicalJson, sha256 } from '@firefly/domain/identity';
import { UsageError } from './usage-error.ts';

/** What the sessions of a simulator missed. */
export interface Misses {
  /** Each once, the most frequent first. */
  readonly calls: readonly MissedCall[];
  /** What the run's identity and its summary know of them. */
  readonly told: NonNullable<CommandSpec['misses']>;
}

function lineOf(text: string, place: string): SessionLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(`${place}: this is not JSON`);
  }
  const parsed = sessionLine.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(
    `${place}: this is no session of a simulator: ${issue?.path.join('.')}: ${issue?.message}`,
  );
}

async function linesOf(file: string): Promise<SessionLine[]> {
  const lines: SessionLine[] = [];
  try {
    let number = 0;
    for await (const text of createInterface({ input: createReadStream(file) })) {
      number += 1;
      if (text.trim() !== '') lines.push(lineOf(text, `${file} line ${number}`));
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(`${file}: ${code === 'ENOENT' ? 'there is no such file' : message}`);
  }
  return lines;
}

/** Reads the log of a simulator's sessions. Throws a `UsageError` that names the line at fault. */
export async function loadMisses(file: string): Promise<Misses> {
  const lines = await linesOf(file);
  const calls = mergeMisses(lines.flatMap(({ misses }) => misses));
  const byServer = Map.groupBy(calls, ({ server }) => server);
  const unnamed = lines.reduce((sum, line) => sum + line.misses_left_out, 0);
  const hash = sha256(canonicalJson(calls));
  const logged = [...byServer].map(([server, all]) => [server, all.length] as const);
  return { calls, told: { hash, logged: Object.fromEntries(logged), unnamed } };
}
