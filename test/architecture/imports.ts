import { posix } from 'node:path';
import { parseAst } from 'vitest/node';
import type { SourceFile } from './tree.ts';

/** An import of a file, of whatever kind: static, type only, re-export, dynamic or `import('…').Type`. */
export interface Import {
  readonly from: string;
  readonly specifier: string;
}

const cache = new Map<string, readonly Import[]>();

/** Every import of a file whose specifier is written out. Throws with the path if it does not parse. */
export function importsOf({ path, text }: SourceFile): readonly Import[] {
  const key = `${path}\0${text}`;
  const known = cache.get(key);
  if (known) return known;
  const specifiers = new Set<string>();
  try {
    collect(parseAst(text, { lang: 'ts' }), specifiers);
  } catch (cause) {
    throw new Error(`${path} does not parse`, { cause });
  }
  const imports = [...specifiers].map((specifier) => ({ from: path, specifier }));
  cache.set(key, imports);
  return imports;
}

// All kinds of import, and nothing else in the syntax tree, hold their specifier in `source`.
function collect(node: unknown, found: Set<string>): void {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, child] of Object.entries(node)) {
    if (key === 'source' && typeof child?.value === 'string') found.add(child.value);
    collect(child, found);
  }
}

/** The file of the project that an import means, if it is one of ours and written as the house asks. */
export function targetOf({ from, specifier }: Import): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier);
  const [, name, file] = /^@firefly\/([^/]+)\/(.+)$/.exec(specifier) ?? [];
  return name === undefined ? undefined : `packages/${name}/src/${file}.ts`;
}

/** The npm package of a bare specifier; undefined for relative paths and Node's own modules. */
export function npmPackageOf(specifier: string): string | undefined {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return undefined;
  return /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0];
}
