import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Bench } from './bench.ts';

const FOLDER = dirname(import.meta.dirname);

/** The benches there are: a file each. */
export async function benchNames(): Promise<string[]> {
  const files = await readdir(FOLDER);
  return files.flatMap((file) => /^([a-z-]+)\.ts$/.exec(file)?.[1] ?? []).toSorted();
}

/** Loads a bench by one of those names. */
export async function loadBench(name: string): Promise<Bench> {
  const loaded: { readonly bench: Bench } = await import(join(FOLDER, `${name}.ts`));
  return loaded.bench;
}
