import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';

/** A parquet file as another library reads it: its rows, and the number of rows of each row group. */
export async function readParquet(path: string) {
  const file = await asyncBufferFromFile(path);
  const { row_groups } = await parquetMetadataAsync(file);
  return {
    rows: await parquetReadObjects({ file }),
    groups: row_groups.map((group) => Number(group.num_rows)),
  };
}
