#!/usr/bin/env node
/**
 * Prisma's schema engine as a program: what `PRISMA_SCHEMA_ENGINE_BINARY` points to. Prisma's CLI
 * would download a native engine; this one serves the same protocol from
 * `@prisma/schema-engine-wasm`, which comes with the packages.
 */
import { parseCommand } from './arguments.ts';
import { canConnect, createDatabase, EngineError } from './database-commands.ts';
import { serve } from './serve.ts';
import { loadEngine, panicMessage } from './wasm.ts';

async function run(): Promise<void> {
  const command = parseCommand(process.argv.slice(2), process.env.DATABASE_URL);
  switch (command.name) {
    case 'version':
      console.log(`schema-engine-cli ${(await loadEngine()).version()} (wasm)`);
      return;
    case 'can-connect-to-database':
      return canConnect(command.url);
    case 'create-database':
      return createDatabase(command.url);
    case 'serve':
      return serve(command.url, command.datamodels, process.stdin, process.stdout);
  }
}

function fail(thrown: unknown): never {
  const message = panicMessage() ?? (thrown instanceof Error ? thrown.message : String(thrown));
  const error_code = thrown instanceof EngineError ? thrown.code : undefined;
  const fields = { error_code, message, is_panic: false };
  process.stderr.write(
    `\n${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}\n`,
  );
  process.exit(1);
}

// A trap of the engine surfaces here, outside of the promise that waits for its answer.
process.on('uncaughtException', fail);
try {
  await run();
  // Pools of the engine would keep the process alive.
  process.exit(0);
} catch (thrown) {
  fail(thrown);
}
