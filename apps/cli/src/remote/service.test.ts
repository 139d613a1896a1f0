import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tempFolder } from '@firefly/bundle/testing/sample-bundle';
import { expect, test } from 'vitest';
import { fakeTerminal } from '../testing/fake-terminal.ts';
import { UsageError } from '../usage-error.ts';
import { servicePlace } from './service.ts';

const terminal = (cwd: string, environment: Record<string, string> = {}) => ({
  ...fakeTerminal(cwd),
  environment,
});

test('a key comes from the environment or, before that, from a file', async () => {
  await using folder = await tempFolder();
  await writeFile(join(folder.path, 'key'), 'ff_from_file\n');
  const own = terminal(folder.path, { FIREFLY_API_KEY: 'ff_from_environment' });
  const url = 'http://host:8780/';
  expect(await servicePlace({ url }, own)).toEqual({
    ...{ url: 'http://host:8780', key: 'ff_from_environment' },
  });
  expect((await servicePlace({ url, keyFile: 'key' }, own)).key).toBe('ff_from_file');
  expect((await servicePlace({ url }, terminal(folder.path))).key).toBeUndefined();
  expect((await servicePlace({ url: 'https://host/firefly/' }, own)).url).toBe(
    'https://host/firefly',
  );
});

test.each([
  [{ url: 'host:8780' }, {}, /is no address like/],
  [{ url: 'ftp://host' }, {}, /is no address like/],
  [{ url: 'http://user:secret@host' }, {}, /takes no password/],
  [{ url: 'http://host', keyFile: 'none' }, {}, /--key-file none cannot be read \(ENOENT\)/],
  [{ url: 'http://host' }, { FIREFLY_API_KEY: 'two words' }, /FIREFLY_API_KEY holds no key/],
])('%j is wrong usage, and no secret is shown', async (options, environment, message) => {
  const error = await servicePlace(options, terminal('/nowhere', environment as never)).then(
    () => expect.unreachable(),
    (thrown: Error) => thrown,
  );
  expect(error).toBeInstanceOf(UsageError);
  expect(error.message).toMatch(message);
  expect(error.message).not.toMatch(/secret|two words/);
});
