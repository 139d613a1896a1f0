import path from 'node:path';
import { canonicalJson } from '@firefly/domain/identity';
import type { Json } from '@firefly/domain/json';
import { toPointer } from '@firefly/domain/pointer';
import { sendable } from './http-entry.ts';
import { type EntryConfig, literalSecrets } from './literal-secrets.ts';
import { STORED_VARIABLE } from './stored.ts';
import { texts } from './texts.ts';

/** Why an entry that came over HTTP is not taken, and what to write instead. */
export interface EntryFault {
  /** JSON Pointer into the entry. */
  readonly pointer: string;
  readonly detail: string;
}

type Path = readonly (string | number)[];

const LONGEST = 32_768;
const fault = (at: Path, detail: string): EntryFault => ({
  pointer: toPointer(at.map(String)),
  detail,
});

const NO_FOLDER = 'a server that is added here has no folder of a file; write an absolute path';

function variableFault(name: string, hasWorkspace: boolean): string | undefined {
  if (name === 'configDir') return `\${configDir}: ${NO_FOLDER}`;
  if (name === 'workspace')
    return hasWorkspace ? undefined : `\${workspace} needs "firefly": {"workspace": "/a/folder"}`;
  if (new RegExp(`^${STORED_VARIABLE}[A-Za-z0-9_]+$`).test(name)) return undefined;
  return `\${${name}} is not given away: variables of a server that is added here begin with ${STORED_VARIABLE}, like \${${STORED_VARIABLE}TOKEN}, and are set where the service runs`;
}

function variableFaults(entry: EntryConfig): EntryFault[] {
  const hasWorkspace = !('url' in entry) && entry.firefly?.workspace !== undefined;
  return [...texts(entry as unknown as Json)].flatMap(([at, text]) =>
    [...text.matchAll(/\$\{([^}]*)\}/g)].flatMap(([, name = '']) => {
      const detail = variableFault(name, hasWorkspace);
      return detail === undefined ? [] : [fault(at, detail)];
    }),
  );
}

const fixed = (text: string): boolean => path.isAbsolute(text) || text.startsWith('${');

function pathFaults(entry: EntryConfig): EntryFault[] {
  if ('url' in entry) return [];
  const { command, args = [], cwd, firefly } = entry;
  const given: (readonly [Path, string, boolean])[] = [
    // A bare name is looked for in PATH.
    [['command'], command, fixed(command) || !/[\\/]/.test(command)],
    ...args.map((arg, at) => [['args', at], arg, !/^\.\.?([\\/]|$)/.test(arg)] as const),
    [['cwd'], cwd ?? '/', fixed(cwd ?? '/')],
    [
      ['firefly', 'workspace'],
      firefly?.workspace ?? '/',
      path.isAbsolute(firefly?.workspace ?? '/'),
    ],
  ];
  return given.flatMap(([at, text, fine]) => (fine ? [] : [fault(at, `"${text}": ${NO_FOLDER}`)]));
}

/** What no process and no request can be given, as far as it is written out. */
function characterFaults(entry: EntryConfig): EntryFault[] {
  const nul = [...texts(entry as unknown as Json)]
    .filter(([[top], text]) => top !== 'headers' && text.includes('\0'))
    .map(([at]) => fault(at, 'a NUL character stands in it; take it out'));
  const headers = 'url' in entry ? Object.entries(entry.headers ?? {}) : [];
  const odd = headers
    .filter(([name, value]) => !sendable(name, value))
    .map(([name]) =>
      fault(
        ['headers', name],
        'its value holds characters that no header can carry; take them out',
      ),
    );
  return [...nul, ...odd];
}

function addressFaults(entry: EntryConfig): EntryFault[] {
  if (!('url' in entry)) return [];
  const faults: EntryFault[] = [];
  // What a variable stands for is seen when the server is checked.
  const url = URL.parse(entry.url.replace(/\$\{[^}]*\}/g, 'x'));
  if (!entry.url.startsWith('${') && (url === null || !/^https?:$/.test(url.protocol)))
    faults.push(fault(['url'], 'this is no address of the form https://…'));
  if (url !== null && (url.username !== '' || url.password !== ''))
    faults.push(fault(['url'], 'a name or password in an address is not used; send "headers"'));
  if (entry.firefly?.workspace !== undefined)
    faults.push(
      fault(
        ['firefly', 'workspace'],
        'a server over HTTP runs elsewhere; no folder is copied for it',
      ),
    );
  return faults;
}

function formFaults(entry: EntryConfig): EntryFault[] {
  try {
    return canonicalJson(entry).length > LONGEST
      ? [fault([], `an entry has ${LONGEST} characters at most`)]
      : [];
  } catch {
    return [fault([], 'a text in it holds half a character')];
  }
}

/** The variable that should stand for a secret: `X-Api-Key` becomes `${MCP_X_API_KEY}`. */
const variableFor = (name: string): string =>
  `\${${STORED_VARIABLE}${name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}}`;

/**
 * What is wrong with an entry that shall be kept in the database, where no secret is kept and which has
 * no folder. Empty if it may be.
 */
export function entryFaults(entry: EntryConfig): EntryFault[] {
  const form = formFaults(entry);
  if (form.length > 0) return form;
  const secrets = literalSecrets(entry).map(({ path: at, name }) =>
    fault(
      at,
      `secrets are not kept here: write ${variableFor(name)}, and set that variable where the service runs`,
    ),
  );
  const address = addressFaults(entry);
  // An address that is refused as such is told once.
  const more = secrets.filter(({ pointer }) => address.every((one) => one.pointer !== pointer));
  return [
    ...variableFaults(entry),
    ...pathFaults(entry),
    ...characterFaults(entry),
    ...address,
    ...more,
  ];
}
