import { join } from 'node:path';
import { rowsFor, sampleMeta, tempFolder } from '@firefly/bundle/testing/sample-bundle';
import { sampleToolRows } from '@firefly/bundle/testing/sample-tools';
import { writeCandidates } from '@firefly/bundle/writer';
import type { RecordingRow, ToolRow } from '@firefly/contracts/bundle';
import type { Task } from '@firefly/domain/dataset/task';
import { makeSimulator, type SimulatorOptions } from '../simulator.ts';

const fail = (error: unknown): never => {
  throw error;
};

/** A simulator listening over the sample bundle with these tasks, gone when the scope ends. */
export async function runningSimulator(
  tasks: readonly Task[],
  more: readonly RecordingRow[] = [],
  {
    tools = [],
    ...options
  }: Partial<SimulatorOptions> & { readonly tools?: readonly ToolRow[] } = {},
): Promise<{ readonly url: string; [Symbol.asyncDispose](): Promise<void> }> {
  const folder = await tempFolder();
  const dir = join(folder.path, 'candidates');
  const rows = { ...rowsFor(tasks, more), tools: [...sampleToolRows, ...tools] };
  await writeCandidates(dir, rows, sampleMeta);
  const app = await makeSimulator(dir, { onError: fail, ...options });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    async [Symbol.asyncDispose]() {
      await app.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** Asks a simulator as any client would. */
export async function ask(url: string, method: string, body?: unknown) {
  const response = await fetch(url, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, type, text, body: text === '' ? null : JSON.parse(text) };
}

/** Opens a session as any client would; gives its token. */
export async function open(url: string, taskId: string, options: object = {}): Promise<string> {
  const opened = await ask(`${url}/v1/sessions`, 'POST', { task_id: taskId, ...options });
  if (opened.status !== 201) throw new Error(opened.text);
  return opened.body.session;
}
