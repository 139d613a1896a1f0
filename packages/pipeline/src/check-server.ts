import type { ServerReport } from '@firefly/contracts/control-api/servers';
import type { Payload } from '@firefly/contracts/queues';
import { reasonText } from '@firefly/domain/catalog/reason';
import { survey } from '@firefly/domain/catalog/survey';
import type { ServerPolicy } from '@firefly/domain/catalog/tool';
import { outlookOf } from '@firefly/domain/exploration/outlook';
import type { Json } from '@firefly/domain/json';
import type { ServerListing } from '@firefly/domain/ports';
import type { Dependencies } from './dependencies.ts';

/** Texts of a server that people read are cut here; its schemas are bounded where they are listed. */
const LONGEST = 4_000;
/** Of what a server lists no more than this is kept: whoever looks at a page of it reads all. */
const LARGEST = 4 << 20;
const cut = (text: string): string => text.slice(0, LONGEST).toWellFormed();

/** What a run would make of a server that listed its tools; null with the reason if it would not use it. */
function reportOf(
  { name, version, protocolVersion, notes, tools }: ServerListing,
  policy: ServerPolicy,
): { readonly report: ServerReport } | { readonly refused: string } {
  const found = survey(tools, policy);
  if (found.refused !== null) return { refused: found.refused };
  const report: ServerReport = {
    says: { name: cut(name), version: cut(version), protocol: cut(protocolVersion) },
    notes: [...notes, ...found.notes].map(cut),
    tools: found.qualified.map(({ tool, qualification }) => {
      const { state, reasons } = outlookOf(tool, policy);
      return {
        ...{ server: tool.server, name: tool.name },
        title: tool.title === undefined ? null : cut(tool.title),
        description: cut(tool.description),
        ...{ input_schema: tool.inputSchema, output_schema: tool.outputSchema ?? null },
        fingerprint: tool.fingerprint,
        qualification: {
          ...{ kept: qualification.kept, read_only: qualification.readOnly },
          reasons: qualification.reasons.map(cut),
        },
        outlook: { state, reasons: reasons.map((reason) => cut(reasonText(reason))) },
      };
    }),
  };
  const bytes = Buffer.byteLength(JSON.stringify(report));
  return bytes > LARGEST
    ? { refused: `it lists ${bytes >> 20} MB of tools; a check keeps ${LARGEST >> 20} MB at most` }
    : { report };
}

/** Connects a server of the service, lists its tools and keeps what a run would make of them. Calls none. */
export const makeCheckServer =
  ({ db, openServer }: Pick<Dependencies, 'db' | 'openServer'>) =>
  async ({ server, id }: Payload<'check'>, signal: AbortSignal): Promise<void> => {
    const asked = await db.serverChecks.find(server);
    // Another was asked for since, or this one is done.
    if (asked?.id !== id || asked.status === 'passed') return;
    // Tried again by somebody who looks at the queues.
    if (asked.status === 'failed') await db.serverChecks.begin(server, id);
    const { servers, policy } = await openServer(server);
    try {
      const found = reportOf(await servers.list(server, signal), policy);
      if ('refused' in found) await db.serverChecks.failed(server, id, found.refused);
      else await db.serverChecks.passed(server, id, found.report as unknown as Json);
    } finally {
      await servers.close();
    }
  };
