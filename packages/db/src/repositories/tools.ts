import type { Qualification, Tool } from '@firefly/domain/catalog/tool';
import type { PrismaClient } from '../generated/client.ts';
import { fromText, plain, toText } from '../text.ts';

/** A tool of a run's catalog with its qualification. */
export interface CatalogRow {
  readonly tool: Tool;
  readonly qualification: Qualification;
}

/** The catalog of each run. */
export function makeTools(prisma: PrismaClient) {
  return {
    /** Writes all or none; a tool that is there already is replaced. */
    async save(runId: string, rows: readonly CatalogRow[]): Promise<void> {
      await prisma.$transaction(
        rows.map(({ tool, qualification }) => {
          const id = { runId, server: plain(tool.server), name: plain(tool.name) };
          const data = { tool: toText(tool), qualification: toText(qualification) };
          return prisma.tool.upsert({
            where: { runId_server_name: id },
            create: { ...id, ...data },
            update: data,
          });
        }),
      );
    },
    /** By server, then name. */
    async list(runId: string): Promise<CatalogRow[]> {
      const orderBy = [{ server: 'asc' as const }, { name: 'asc' as const }];
      const rows = await prisma.tool.findMany({ where: { runId }, orderBy });
      return rows.map((row) => ({
        tool: fromText<Tool>(row.tool),
        qualification: fromText<Qualification>(row.qualification),
      }));
    },
  };
}

export type Tools = ReturnType<typeof makeTools>;
