import type { McpConfig } from '@firefly/contracts/mcp-config';
import { expect, test } from 'vitest';
import { identityOf } from './servers-file.ts';

type Entry = McpConfig['mcpServers'][string];
const identity = (entry: Entry, name = 'geo', configDir = '/srv/one') =>
  identityOf(
    { path: 'x', configDir, content: { mcpServers: { [name]: entry } }, servers: [] },
    name,
  );

const entry = { command: 'node', args: ['geo.js'], env: { TOKEN: `\${GEO}` } };

test('a server is the same under any name and policy', () => {
  const same = [
    identity(entry, 'maps'),
    identity({ ...entry, type: 'stdio' }),
    identity({ ...entry, firefly: { rateLimit: { perSecond: 3 }, trust: 'names' } }),
    identity(entry, 'geo', '/srv/another'),
    identity({ env: entry.env, args: entry.args, command: 'node' }),
  ];
  expect(new Set([identity(entry), ...same]).size).toBe(1);
});

test('over HTTP a server is its address and what is sent to it', () => {
  const far = { url: 'https://far.example.org/mcp', headers: { Authorization: `Bearer \${FAR}` } };
  expect(identity({ ...far, type: 'http' }, 'maps')).toBe(identity(far));
  expect(identity({ ...far, headers: {} })).not.toBe(identity(far));
  expect(identity({ ...far, url: 'https://far.example.org/other' })).not.toBe(identity(far));
});

test('another program, argument, variable or folder is another server', () => {
  const inFolder = { command: 'node', args: [`\${configDir}/geo.js`] };
  const others = [
    entry,
    { ...entry, command: 'deno' },
    { ...entry, args: ['maps.js'] },
    { ...entry, env: { TOKEN: `\${MAPS}` } },
    { ...entry, cwd: '/srv' },
    inFolder,
  ];
  expect(new Set(others.map((each) => identity(each))).size).toBe(others.length);
  expect(identity(inFolder)).not.toBe(identity(inFolder, 'geo', '/srv/two'));
});
