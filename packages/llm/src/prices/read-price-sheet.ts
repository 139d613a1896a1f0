import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type PriceSheet, priceSheet } from './price-sheet.ts';

/** Reads a sheet of one's own. Throws an error for people: the file, the place in it, what is wrong. */
export async function readPriceSheet(path: string): Promise<PriceSheet> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${path}: the prices cannot be read (${error.code ?? error.message})`);
  });
  const parsed = priceSheet.safeParse(jsonOf(path, text));
  if (parsed.success) return parsed.data;
  throw new Error(`${path}: ${z.prettifyError(parsed.error).replace(/\s*\n\s*/g, ' ')}`);
}

function jsonOf(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${path}: the prices are no JSON (${(error as Error).message})`);
  }
}
