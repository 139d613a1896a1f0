import { open } from 'node:fs/promises';
import type { Json } from '@firefly/domain/json';
import type { SchemaElement } from 'hyparquet-writer';
import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import { jsonText } from './json-text.ts';
import type { Column } from './target.ts';

type Row = Readonly<Record<string, unknown>>;
type Columns = Readonly<Record<string, Column>>;

/** A row group is closed at either: what a writer holds of a large bundle at a time. */
const GROUP_BYTES = 16 * 1024 * 1024;
const GROUP_ROWS = 1_000;

const required = { repetition_type: 'REQUIRED' } as const;
/** The schema of a column, depth first. */
const elements: Readonly<Record<Column, (name: string) => SchemaElement[]>> = {
  'json-list': (name) => [
    { name, ...required, converted_type: 'LIST', logical_type: { type: 'LIST' }, num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    // Without the older `converted_type`, at which the library would write the JSON itself.
    { name: 'element', type: 'BYTE_ARRAY', ...required, logical_type: { type: 'JSON' } },
  ],
  'json-text': (name) => [{ name, type: 'BYTE_ARRAY', ...required, converted_type: 'UTF8' }],
  boolean: (name) => [{ name, type: 'BOOLEAN', ...required }],
};

const encoder = new TextEncoder();
const cells: Readonly<Record<Column, (value: unknown) => unknown>> = {
  'json-list': (value) => (value as Json[]).map((one) => encoder.encode(jsonText(one))),
  'json-text': (value) => JSON.stringify(value),
  boolean: (value) => value,
};

const bytesOf = (cell: unknown): number =>
  cell instanceof Uint8Array || typeof cell === 'string'
    ? cell.length
    : Array.isArray(cell)
      ? cell.reduce((sum: number, one) => sum + bytesOf(one), 0)
      : 1;

/** Writes rows to a new parquet file, a row group at a time, and syncs it; gives their number. */
export async function writeParquet(
  path: string,
  rows: AsyncIterable<Row>,
  columns: Columns,
): Promise<number> {
  const entries = Object.entries(columns);
  const writer = new ParquetWriter({
    writer: fileWriter(path),
    schema: [
      { name: 'root', num_children: entries.length },
      ...entries.flatMap(([name, column]) => elements[column](name)),
    ],
    // The least and the greatest text of a column would say nothing and double the footer.
    statistics: false,
    createdBy: 'firefly',
  });
  let group = entries.map((): unknown[] => []);
  let bytes = 0;
  let written = 0;
  const close = async () => {
    const size = group[0]?.length ?? 0;
    if (size === 0) return;
    const columnData = entries.map(([name], index) => ({ name, data: group[index] ?? [] }));
    await writer.write({ columnData, rowGroupSize: size });
    group = entries.map(() => []);
    bytes = 0;
    written += size;
  };
  for await (const row of rows) {
    for (const [index, [name, column]] of entries.entries()) {
      const cell = cells[column](row[name]);
      group[index]?.push(cell);
      bytes += bytesOf(cell);
    }
    if (bytes >= GROUP_BYTES || group[0]?.length === GROUP_ROWS) await close();
  }
  await close();
  await writer.finish();
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  return written;
}
