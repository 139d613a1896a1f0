import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Count } from './messages-api.ts';

/** What a forked Messages API has counted so far. */
export interface Counted {
  readonly counts: Readonly<Record<string, Count>>;
  readonly refused: readonly string[];
}

/** A scripted Messages API that outlives the processes that ask it. */
export interface ForkedMessagesApi {
  readonly url: string;
  counted(): Promise<Counted>;
  close(): Promise<void>;
}

/** Starts one whose script is what the module at `script` exports as `reply`. */
export async function forkMessagesApi(script: URL): Promise<ForkedMessagesApi> {
  const child = fork(new URL('./messages-api-process.ts', import.meta.url), [script.href]);
  const told = async () => {
    const ended = once(child, 'exit').then(() => {
      throw new Error(`the Messages API of ${script.href} ended`);
    });
    const [message] = await Promise.race([once(child, 'message'), ended]);
    return message;
  };
  const { url } = (await told()) as { readonly url: string };
  return {
    url,
    async counted() {
      child.send('count');
      return (await told()) as Counted;
    },
    async close() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
