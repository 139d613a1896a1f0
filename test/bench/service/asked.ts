import { aKnownServer, theKnownServers } from '../../fuzz/known.ts';

/** The run that both sides of the bench are asked for. */
export const request = { servers: ['atlas'], tasks: 24, seed: 7, name: 'bench' };

/** The service of the bench knows one server, and looks nowhere for it. */
export const servers = theKnownServers([aKnownServer('atlas')]);

/** How a side says where it listens. */
export interface Listening {
  readonly port: number;
}
