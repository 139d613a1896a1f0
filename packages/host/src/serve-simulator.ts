import { admit } from '@firefly/control-api/access';
import { Problem, problemBody } from '@firefly/control-api/problem';
import type { Database } from '@firefly/db/database';
import { Problem as SimulatorProblem } from '@firefly/simulator/problem';
import { type Admit, makeRunsSimulator } from '@firefly/simulator/simulator';
import { listen } from './listen.ts';
import type { Store } from './store.ts';
import { storedBundles } from './stored-bundle.ts';
import type { Surroundings } from './surroundings.ts';

/** Who may ask the control API to read may ask the simulator. */
const readers =
  (db: Pick<Database, 'apiKeys'>): Admit =>
  async (request) => {
    try {
      await admit(db, request, 'read');
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { status, title, detail } = problemBody(error, request.id);
      throw new SimulatorProblem(status, title, detail, error.headers);
    }
  };

/** Serves the bundles of finished runs as a simulator; resolves to its address once it listens. */
export async function serveSimulator(
  { db, tempDir }: Pick<Store, 'db' | 'tempDir'>,
  place: { readonly host: string; readonly port: number },
  { lifecycle, log }: Pick<Surroundings, 'lifecycle' | 'log'>,
): Promise<string> {
  const app = makeRunsSimulator(storedBundles(db, tempDir), readers(db), (error) =>
    log.error({ err: error }, 'request failed'),
  );
  lifecycle.onStop('simulator', () => app.close());
  return listen({ called: 'the simulator', app, db, log, ...place }, lifecycle);
}
