import { expect } from 'vitest';
import { composeServices } from './compose-file.ts';
import { freePort } from './free-port.ts';
import { type ImageProcess, startInImage } from './image-process.ts';
import type { ProductionTree } from './production-tree.ts';

/** A service of the compose file, started in the tree of the image. */
export interface ServiceInImage extends ImageProcess {
  /** Its own address on this machine. */
  readonly url: string;
}

/**
 * Starts a service by its command and variables of the compose file, of which `places` replaces those that
 * say where something is, and `bundle` the folder of that name; resolves once it says that it is ready.
 */
export async function startService(
  tree: ProductionTree,
  name: string,
  places: Readonly<Record<string, string>>,
): Promise<ServiceInImage> {
  const service = (await composeServices({ POSTGRES_PASSWORD: 'a', REDIS_PASSWORD: 'a' }))[name];
  if (service === undefined) throw new Error(`no service ${name}`);
  const [PORT, HEALTH_PORT] = [await freePort(), await freePort()];
  const stood = service.environment;
  const started = await startInImage(
    tree,
    service.command.map((word) => (word === '/bundle' ? (places.bundle ?? word) : word)),
    { ...stood, ...chosen(stood, { ...places, PORT, HEALTH_PORT }) },
  );
  const ready = async (): Promise<number | string> => {
    if (started.child.exitCode !== null) throw new Error(started.err() + started.out());
    const answer = await fetch(`http://127.0.0.1:${HEALTH_PORT}/readyz`).catch(() => undefined);
    return answer?.status ?? 'nobody listens';
  };
  try {
    await expect.poll(ready, { timeout: 30_000 }).toBe(200);
  } catch (error) {
    started.child.kill('SIGKILL');
    throw error;
  }
  return { ...started, url: `http://127.0.0.1:${PORT}` };
}

/** Ends it as a container is ended; it must have asked for nothing away from this machine. */
export async function endService({ child, exit, network, err, out }: ImageProcess): Promise<void> {
  if (!child.killed) child.kill('SIGTERM');
  expect([0, 143], err() + out()).toContain(await exit);
  expect((await network()).away).toEqual([]);
}

/** The values for those variables that are there at all. */
const chosen = (
  stood: Readonly<Record<string, string>>,
  values: Readonly<Record<string, string>>,
): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => name in stood));
