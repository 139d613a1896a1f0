import { makeControlApi } from '@firefly/control-api/app';
import { servers } from './asked.ts';
import type { Parts } from './parts.ts';

/** The control API itself: keys, validation, the OpenAPI document, problems. */
export const ours = ({ db, queues }: Parts) =>
  makeControlApi({
    db,
    queues,
    servers,
    version: '0.0.0',
    unready: async () => null,
    metricsText: async () => '',
  });
