import type { FastifyInstance } from 'fastify';
import { Problem } from './problem.ts';

const NUL = /%00|\0/;

/** Postgres stores no NUL and none stands in a name of ours: an address with one is refused before it is read. */
export function refuseNul(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ url }) => {
    if (NUL.test(url)) throw new Problem(400, 'The address holds a NUL character.');
  });
}
