import { reward } from '@firefly/contracts/reward';
import { callAnswer, REPLAY_META, type ReplayMeta } from '@firefly/contracts/simulator';
import type { Json, JsonObject } from '@firefly/domain/json';
import type { Attempt } from '@firefly/domain/reward/answer';
import type { Tier } from '@firefly/domain/simulation/replay';
import { z } from 'zod';

const opened = z.object({ session: z.string() });

/** The answer to one call: a result or an error, and the tier. */
export interface Answered {
  /** Null where a fault was injected. */
  readonly tier: Tier | null;
  readonly meta: ReplayMeta;
  readonly result: Json | undefined;
  readonly error: Json | undefined;
}

/** A session of a simulator, over its public interface. */
export interface SimulatorSession {
  call(server: string, tool: string, args: JsonObject): Promise<Answered>;
  /** What an attempt is worth that made these calls. */
  verify(attempt: Attempt): Promise<z.output<typeof reward>>;
  close(): Promise<void>;
}

/** No answer of a simulator takes this long: it reads from memory. */
const TIMEOUT_MS = 30_000;

async function ask(url: string, method: 'POST' | 'DELETE', body?: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok)
    throw new Error(`the simulator answered ${response.status}: ${text.slice(0, 500)}`);
  return text === '' ? undefined : JSON.parse(text);
}

/** Opens a session for a task. Rejects with what the simulator said where it refuses. */
export async function openSession(baseUrl: string, taskId: string): Promise<SimulatorSession> {
  const { session } = opened.parse(
    await ask(`${baseUrl}/v1/sessions`, 'POST', { task_id: taskId }),
  );
  const url = `${baseUrl}/v1/sessions/${encodeURIComponent(session)}`;
  return {
    async call(server, tool, args) {
      const body = { server, tool, arguments: args };
      const reply = callAnswer.parse(await ask(`${url}/call`, 'POST', body));
      const meta = reply._meta[REPLAY_META];
      // Parsed from JSON just now, so JSON they are; a schema would only copy them.
      return {
        ...{ tier: meta.tier, meta },
        result: reply.result as Json | undefined,
        error: reply.error as Json | undefined,
      };
    },
    async verify({ submitted, message }) {
      return reward.parse(await ask(`${url}/verify`, 'POST', { submitted, message }));
    },
    async close() {
      await ask(url, 'DELETE');
    },
  };
}
