import { parseArgs } from 'node:util';

/** What Prisma's CLI asks of a schema engine on its command line. */
export type Command =
  | { readonly name: 'version' }
  | { readonly name: 'can-connect-to-database'; readonly url: string }
  | { readonly name: 'create-database'; readonly url: string }
  | { readonly name: 'serve'; readonly url: string | undefined; readonly datamodels: string[] };

/** Reads the options that the native engine accepts; those without a meaning here are ignored. */
export function parseCommand(argv: readonly string[], fallbackUrl: string | undefined): Command {
  const { values, positionals } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    options: {
      version: { type: 'boolean' },
      datasource: { type: 'string' },
      datamodels: { type: 'string', multiple: true },
      datamodel: { type: 'string', short: 'd', multiple: true },
    },
  });
  if (values.version === true) return { name: 'version' };
  const url = datasourceUrl(values.datasource) ?? fallbackUrl;
  for (const name of ['can-connect-to-database', 'create-database'] as const)
    if (positionals.includes(name)) {
      if (url === undefined) throw new Error(`${name} needs --datasource or DATABASE_URL`);
      return { name, url };
    }
  const files = [...(values.datamodels ?? []), ...(values.datamodel ?? [])];
  return { name: 'serve', url, datamodels: files.filter((file) => typeof file === 'string') };
}

function datasourceUrl(datasource: unknown): string | undefined {
  if (typeof datasource !== 'string') return undefined;
  const parsed: unknown = JSON.parse(datasource);
  if (typeof parsed !== 'object' || parsed === null || !('url' in parsed)) return undefined;
  return typeof parsed.url === 'string' ? parsed.url : undefined;
}
