import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { adapterFactory } from './adapter.ts';
import { loadEngine, panicMessage } from './wasm.ts';

type Method = (params: unknown) => Promise<unknown>;

interface Request {
  readonly id: number;
  readonly method?: string;
  readonly params?: unknown;
}

/** The native engine's names that differ from the methods of the WASM one. */
const renamed: Readonly<Record<string, string>> = { getDatabaseVersion: 'version' };
/** The code of a known error in the engine's JSON-RPC dialect. */
const KNOWN_ERROR = 4466;

type Factory = ReturnType<typeof bindMigrationAwareSqlAdapterFactory>;

async function startEngine(factory: Factory, datamodels: readonly string[]) {
  const { SchemaEngine } = await loadEngine();
  const models = await Promise.all(
    datamodels.map(async (file): Promise<[string, string]> => [file, await readFile(file, 'utf8')]),
  );
  const log = (line: string) => {
    if (process.env.DEBUG) process.stderr.write(`${line}\n`);
  };
  return SchemaEngine.new({ datamodels: models.length === 0 ? undefined : models }, log, factory);
}

/** Where the adapter threw, the engine knows only a number; the error itself waits in the registry. */
function causeOf(thrown: unknown, factory: Factory): unknown {
  const id = /^External error id#(\d+)$/.exec((thrown as { message?: string }).message ?? '')?.[1];
  const entry = id === undefined ? undefined : factory.errorRegistry.consumeError(Number(id));
  return entry?.error ?? thrown;
}

function errorOf(thrown: unknown) {
  const { message, code, meta } = thrown as { message?: string; code?: string; meta?: unknown };
  const said = panicMessage() ?? message ?? String(thrown);
  const data = { is_panic: false, message: said, error_code: code, meta };
  return {
    code: KNOWN_ERROR,
    message: 'An error happened. Check the data field for details.',
    data,
  };
}

/** The result of `diff` carries what the native engine asks the CLI to print. */
function printed(result: unknown): string | undefined {
  const stdout = (result as { stdout?: unknown }).stdout;
  return typeof stdout === 'string' ? stdout : undefined;
}

/** Answers JSON-RPC requests, one a line, one after the other, until the input ends. */
export async function serve(
  url: string | undefined,
  datamodels: readonly string[],
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<void> {
  const factory = bindMigrationAwareSqlAdapterFactory(adapterFactory(url));
  let engine: ReturnType<typeof startEngine> | undefined;
  const answer = async (method: string, params: unknown): Promise<unknown> => {
    // Started by the first request, so that a failure to start is its answer.
    engine ??= startEngine(factory, datamodels);
    const started = await engine;
    const run = (started as unknown as Record<string, Method | undefined>)[
      renamed[method] ?? method
    ];
    if (typeof run !== 'function') throw new Error(`the WASM schema engine has no "${method}"`);
    return (await run.call(started, params)) ?? {};
  };
  const send = (message: object) =>
    output.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  for await (const line of createInterface({ input })) {
    if (line.trim() === '') continue;
    const { id, method, params } = JSON.parse(line) as Request;
    // The CLI's reply to a `print` of ours.
    if (method === undefined) continue;
    const reply = await answer(method, params).then(
      (result) => ({ result }),
      (thrown) => ({ error: errorOf(causeOf(thrown, factory)) }),
    );
    const content = 'result' in reply ? printed(reply.result) : undefined;
    if (content !== undefined) send({ id, method: 'print', params: { content } });
    send({ id, ...reply });
  }
}
