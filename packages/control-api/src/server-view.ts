import {
  type CheckView,
  type serverDetail,
  type serverItem,
  serverReport,
} from '@firefly/contracts/control-api/servers';
import type { ServerCheck } from '@firefly/db/repositories/server-checks';
import type { z } from 'zod';
import type { KnownServer } from './parts.ts';

/** A server as a list shows it. */
export const serverItemView = (server: KnownServer): z.output<typeof serverItem> => {
  const { name, source, transport, address, problem } = server;
  return { name, source, transport, address, problem };
};

/** A check; its tools are counted, and shown elsewhere. */
export function checkView(check: ServerCheck): CheckView {
  const { id, status, askedAt, finishedAt, reason } = check;
  const report = check.report === null ? null : serverReport.parse(check.report);
  const kept = report?.tools.filter(({ qualification }) => qualification.kept);
  return {
    ...{ id, status, reason },
    asked_at: askedAt.toISOString(),
    finished_at: finishedAt?.toISOString() ?? null,
    says: report?.says ?? null,
    notes: report?.notes ?? [],
    tools: report && { listed: report.tools.length, kept: kept?.length ?? 0 },
  };
}

/** A server in full. */
export const serverDetailView = (
  server: KnownServer,
  check: ServerCheck | null,
): z.output<typeof serverDetail> => ({
  ...serverItemView(server),
  ...{ entry: server.entry, policy: server.policy, check: check && checkView(check) },
});
