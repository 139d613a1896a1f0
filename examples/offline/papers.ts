import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mcpConfigSchema } from '@firefly/contracts/mcp-config';

/** The papers of the workspace, as tests look at them. */

export const workspace = join(import.meta.dirname, 'workspace');
export const read = (...path: string[]) => readFileSync(join(workspace, ...path), 'utf8');

/** A row of a table in `data`. */
export type Row = Readonly<Record<string, string | number>>;
type GraphRow =
  | { type: 'entity'; name: string; entityType: string; observations: string[] }
  | { type: 'relation'; from: string; to: string; relationType: string };

export const tables = readdirSync(join(workspace, 'data')).map((file) => {
  const rows: readonly Row[] = JSON.parse(read('data', file));
  return { file, rows };
});
export const values = (rows: readonly Row[], column: string) => rows.map((item) => item[column]);

/** The pages in `docs`, each with its "Key: value" lines. */
export const pages = readdirSync(join(workspace, 'docs')).map((file) => {
  const text = read('docs', file);
  const facts = [...text.matchAll(/^([A-Z][^:\n]*): (.+)$/gm)].map(
    ([, key = '', value = '']) => [key, value] as const,
  );
  return { file, text, facts };
});

const graph = read('memory.jsonl')
  .trim()
  .split('\n')
  .map((line): GraphRow => JSON.parse(line));
export const entities = graph.filter((item) => item.type === 'entity');
export const relations = graph.filter((item) => item.type === 'relation');
export const entityNames = new Set(entities.map((entity) => entity.name));
export const people = new Set(
  entities.filter(({ entityType }) => entityType === 'person').map(({ name }) => name),
);

export const repeated = (list: readonly unknown[]) =>
  list.filter((item, at) => list.indexOf(item) !== at);

/** The servers of mcp.json as they stand there. */
export const { mcpServers } = mcpConfigSchema.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, 'mcp.json'), 'utf8')),
);
/** The seed values of a server, as texts. */
export const seedsOf = (server: string, key: string): string[] =>
  (mcpServers[server]?.firefly?.seedValues?.[key] ?? []).map(String);
