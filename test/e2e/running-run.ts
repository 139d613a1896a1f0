import pg from 'pg';

/** The id of the one run that is not finished yet: also the prefix of its queues. */
export async function runningRun(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      "SELECT id FROM runs WHERE status = 'running'",
    );
    const [run, ...others] = rows;
    if (run === undefined || others.length > 0) throw new Error(`${rows.length} runs are running`);
    return run.id;
  } finally {
    await client.end();
  }
}
