import { resolve } from 'node:path';
import type { Scope } from '@firefly/contracts/control-api';
import { newKey, partsOf } from '@firefly/control-api/api-key';
import type { ApiKey, ApiKeys } from '@firefly/db/repositories/api-keys';
import { openStore } from '@firefly/host/store';
import { makeLifecycle } from '@firefly/service/lifecycle';
import { onSignals } from '@firefly/service/signals';
import { readStorePlace } from './environment.ts';
import { lineTo } from './printable.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const STOP_MS = 20_000;
const LONGEST_NAME = 100;

/** The keys of the database that the environment names, for as long as `use` needs them. */
async function withKeys<T>(
  { environment, cwd, err }: Terminal,
  use: (keys: ApiKeys) => Promise<T>,
): Promise<T> {
  const { FIREFLY_HOME, DATABASE_URL } = readStorePlace(environment);
  const say = lineTo(err);
  const lifecycle = makeLifecycle({ deadlineMs: STOP_MS, report: say });
  const forget = onSignals(lifecycle);
  try {
    const place = { home: resolve(cwd, FIREFLY_HOME), databaseUrl: DATABASE_URL };
    const { db } = await openStore(place, { jobs: 1, queueConnections: 0 }, lifecycle, say);
    return await use(db.apiKeys);
  } finally {
    await lifecycle.stop();
    forget();
  }
}

const viewOf = ({ id, name, scopes, createdAt, revokedAt }: ApiKey) => ({
  ...{ id, name, scopes },
  created_at: createdAt.toISOString(),
  revoked_at: revokedAt?.toISOString() ?? null,
});

/** Makes a key and prints it: the key alone on standard output, so that a script can take it. */
export async function createKey(
  { name: given, scope, json }: { name: string; scope: Scope; json: boolean },
  terminal: Terminal,
): Promise<void> {
  const name = given.trim();
  if (name === '' || name.length > LONGEST_NAME)
    throw new UsageError(`--name takes 1 to ${LONGEST_NAME} characters, to tell keys apart by`);
  const { id, key, hash } = newKey();
  const made = await withKeys(terminal, (keys) => keys.create({ id, name, scopes: [scope], hash }));
  const say = lineTo(terminal.out);
  if (json) return say(JSON.stringify({ ...viewOf(made), key }));
  say(key);
  lineTo(terminal.err)(`Key ${id} may "${scope}". Keep it now: it is not shown again.`);
}

/** Prints every key, without the keys themselves. */
export async function listKeys(json: boolean, terminal: Terminal): Promise<void> {
  const keys = (await withKeys(terminal, (all) => all.list())).map(viewOf);
  const say = lineTo(terminal.out);
  if (json) return say(JSON.stringify({ keys }));
  if (keys.length === 0)
    lineTo(terminal.err)('There is no key: the service answers on loopback only.');
  for (const { id, scopes, created_at, revoked_at, name } of keys) {
    const state = revoked_at === null ? '' : ` (revoked ${revoked_at.slice(0, 10)})`;
    say(`${id}  ${scopes.join(',').padEnd(5)}  ${created_at.slice(0, 10)}  ${name}${state}`);
  }
}

/** Revokes a key, named by its id or by itself. */
export async function revokeKey(given: string, json: boolean, terminal: Terminal): Promise<void> {
  const id = partsOf(given)?.id ?? given;
  const { revoked, known } = await withKeys(terminal, async (keys) => ({
    revoked: await keys.revoke(id),
    known: (await keys.list()).some((key) => key.id === id),
  }));
  if (!revoked)
    throw new UsageError(
      known
        ? `key ${id} was revoked before`
        : `there is no key with the id ${id}; "firefly keys list" shows them`,
    );
  lineTo(terminal.out)(json ? JSON.stringify({ id, revoked: true }) : `Key ${id} is revoked.`);
}
