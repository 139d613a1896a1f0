import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';

/** Node's own, which the typings of Node leave to a browser's. */
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Readonly<Record<string, object>>,
  ): Promise<{ readonly instance: { readonly exports: Readonly<Record<string, unknown>> } }>;
};

/** The glue's setter, which its typings leave without a useful type. */
const setWasm: (exports: unknown) => void = glue.__wbg_set_wasm;

/** The engine reports a panic through this global before it traps. */
const panics = {
  message: '',
  set_message(message: string) {
    panics.message = message;
  },
};
Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: panics });

/** What the engine said of its panic; undefined if it had none. */
export const panicMessage = (): string | undefined => panics.message || undefined;

/**
 * Loads Prisma's schema engine. The package's own entry imports the `.wasm` file as a module, which
 * not every Node 24 does without a flag or a warning; so it is instantiated by hand.
 */
export async function loadEngine(): Promise<typeof glue> {
  const glueUrl = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(fileURLToPath(new URL('schema_engine_bg.wasm', glueUrl)));
  const imports = { './schema_engine_bg.js': glue };
  const { instance } = await WebAssembly.instantiate(bytes, imports);
  setWasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === 'function') start();
  return glue;
}
