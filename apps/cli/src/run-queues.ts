import { openQueues, type QueueConnection } from '@firefly/queue/connection';

/** The queues of a run: its own, so that no process takes up the jobs of another run. */
export interface QueuePlace {
  readonly url: string;
  /** Told in words of what goes wrong beside the calls, such as a connection that is lost. */
  readonly say: (message: string) => void;
}

export const openRunQueues = (
  { url, say }: QueuePlace,
  runId: string,
  poolSize: number,
): Promise<QueueConnection> =>
  openQueues({
    url,
    poolSize,
    prefix: runId,
    onError: ({ message }) => say(`firefly: the queues: ${message}`),
  });

/** Removes the queues of a run that is no more. */
export async function removeRunQueues(place: QueuePlace, runId: string): Promise<void> {
  const queues = await openRunQueues(place, runId, 4);
  try {
    await queues.empty();
  } finally {
    await queues.close();
  }
}
