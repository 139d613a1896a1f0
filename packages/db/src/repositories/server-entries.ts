import type { Json } from '@firefly/domain/json';
import type { PrismaClient } from '../generated/client.ts';
import { fromText, toText } from '../text.ts';

/** A server that was added over HTTP. `entry` is what would stand in mcp.json, variables unexpanded. */
export interface StoredServer {
  readonly name: string;
  readonly entry: Json;
  readonly addedAt: Date;
  /** The id of an API key. */
  readonly addedBy: string | null;
}

/** The servers of the service that no file names. */
export function makeServerEntries(prisma: PrismaClient) {
  return {
    /** By name. */
    async list(): Promise<StoredServer[]> {
      const rows = await prisma.serverEntry.findMany({ orderBy: { name: 'asc' } });
      return rows.map((row) => ({ ...row, entry: fromText<Json>(row.entry) }));
    },
    /** Says whether it did: a name is taken once. */
    async add(server: Omit<StoredServer, 'addedAt'>): Promise<boolean> {
      const data = [{ ...server, entry: toText(server.entry) }];
      return (await prisma.serverEntry.createMany({ data, skipDuplicates: true })).count > 0;
    },
    /** Says whether there was one; its check goes with it. */
    async remove(name: string): Promise<boolean> {
      const [{ count }] = await prisma.$transaction([
        prisma.serverEntry.deleteMany({ where: { name } }),
        prisma.serverCheck.deleteMany({ where: { server: name } }),
      ]);
      return count > 0;
    },
  };
}

export type ServerEntries = ReturnType<typeof makeServerEntries>;
