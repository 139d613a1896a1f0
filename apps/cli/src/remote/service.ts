import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readClientEnvironment } from '../environment.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

/** A service elsewhere, as a command reaches it. */
export interface ServicePlace {
  /** Its address without a slash at the end. */
  readonly url: string;
  /** Undefined: it is asked without any. */
  readonly key: string | undefined;
}

/** Where a service of this machine listens if nobody says otherwise. */
export const LOCAL_SERVICE = 'http://127.0.0.1:8780';

const KEY = /^[\x21-\x7e]{1,500}$/;

/** Options by which commands name a service. */
export interface ServiceOptions {
  readonly url: string;
  readonly keyFile?: string;
}

async function keyOf(file: string | undefined, terminal: Terminal): Promise<string | undefined> {
  const { FIREFLY_API_KEY } = readClientEnvironment(terminal.environment);
  if (file === undefined) return FIREFLY_API_KEY;
  return readFile(resolve(terminal.cwd, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`--key-file ${file} cannot be read (${error.code})`);
  });
}

/** The service that the options name. Throws a `UsageError`; never shows the key. */
export async function servicePlace(
  { url, keyFile }: ServiceOptions,
  terminal: Terminal,
): Promise<ServicePlace> {
  const address = URL.parse(url);
  if (address === null || !/^https?:$/.test(address.protocol))
    throw new UsageError(`--url ${url} is no address like ${LOCAL_SERVICE}`);
  if (address.username !== '' || address.password !== '')
    throw new UsageError(
      '--url takes no password: a key goes into FIREFLY_API_KEY or a --key-file',
    );
  const key = (await keyOf(keyFile, terminal))?.trim();
  const from = keyFile === undefined ? 'FIREFLY_API_KEY' : `--key-file ${keyFile}`;
  if (key !== undefined && !KEY.test(key))
    throw new UsageError(`${from} holds no key: one line that begins with ff_`);
  return { url: `${address.origin}${address.pathname.replace(/\/+$/, '')}`, key };
}
