import { testDatabase } from '@firefly/testing/database';
import { expect, test } from 'vitest';
import { adapterFactory, configOf } from './adapter.ts';

test('everything that the address says reaches the connections, the shadow database too', async () => {
  const { url, close } = await testDatabase();
  const options = encodeURIComponent('-c statement_timeout=12345');
  const factory = adapterFactory(`${url}?application_name=ours&options=${options}`);
  const asked = `SELECT current_setting('application_name') AS a, current_setting('statement_timeout') AS t, current_database() AS d`;
  const query = { sql: asked, args: [], argTypes: [] };
  try {
    const own = await factory.connect();
    const name = new URL(url).pathname.slice(1);
    expect((await own.queryRaw(query)).rows).toEqual([['ours', '12345ms', name]]);
    await own.dispose();
    const shadow = await factory.connectToShadowDb();
    const [row] = (await shadow.queryRaw(query)).rows;
    await shadow.dispose();
    expect(row).toEqual(['ours', '12345ms', expect.stringMatching(/^prisma_migrate_shadow_db_/)]);
  } finally {
    await close();
  }
});

test('an address is read as the connections of a run read it', () => {
  expect(configOf('postgres://u:p%40@h:6543/d?sslmode=disable&connect_timeout=7')).toMatchObject({
    ...{ host: 'h', port: 6543, user: 'u', password: 'p@', database: 'd' },
    ...{ ssl: false, connect_timeout: '7' },
  });
  expect(() => configOf(undefined)).toThrow('DATABASE_URL is not set');
});
