import { parentPort } from 'node:worker_threads';
import type { Json, JsonObject } from '@firefly/domain/json';
import { dependingLeaves } from './depends.ts';
import { MOST_STEPS, MOST_STEPS_OF_SEARCH } from './limits.ts';
import type { Reply, Request } from './messages.ts';
import { Meter } from './meter.ts';
import { compile, type Run } from './sandbox.ts';

/** The thread in which expressions run. It may be killed at any moment. */

/** Expressions kept compiled. */
const KEPT = 200;

const held = new Map<string, Json>();
const compiled = new Map<string, Run>();

function reply(message: Reply): void {
  parentPort?.postMessage(message);
}

function runOf(expression: string): Run {
  const run = compiled.get(expression) ?? compile(expression);
  compiled.delete(expression);
  compiled.set(expression, run);
  const [oldest] = compiled.keys();
  if (compiled.size > KEPT && oldest !== undefined) compiled.delete(oldest);
  return run;
}

function inputsOf(request: Request): JsonObject {
  for (const key of request.forget) held.delete(key);
  return Object.fromEntries(
    request.inputs.map(({ call, key, text }) => {
      if (text !== undefined) held.set(key, JSON.parse(text) as Json);
      return [call, held.get(key) as Json];
    }),
  );
}

async function answer(request: Request, inputs: JsonObject): Promise<Reply> {
  const run = runOf(request.expression);
  const getsOn = () => reply({ kind: 'busy' });
  if (request.kind === 'evaluate')
    return { kind: 'evaluated', outcome: await run(inputs, new Meter(MOST_STEPS, getsOn)) };
  const meter = new Meter(MOST_STEPS_OF_SEARCH, getsOn);
  return { kind: 'depends', leaves: await dependingLeaves({ ...request, run, inputs, meter }) };
}

parentPort?.on('message', (request: Request) => {
  // Thrown from here an error ends the thread, and with it a wrong idea of what it holds.
  const inputs = inputsOf(request);
  answer(request, inputs).then(reply, (error: unknown) =>
    reply({ kind: 'refused', reason: error instanceof Error ? error.message : String(error) }),
  );
});
reply({ kind: 'ready' });
