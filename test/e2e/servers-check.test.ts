import { existsSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runSummary } from '@firefly/pipeline/summary';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { LONGEST_MS, start } from './command.ts';
import { makePlace, type Place } from './place.ts';
import { processesOf, untilGone } from './processes.ts';
import { ATLAS, type ServersUnderTest } from './servers-file.ts';

const SECRET = 'lantern-oil-4711-xyz';
const demo = fileURLToPath(new URL('../../examples/offline/mcp.json', import.meta.url));
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

/** The document of `--json`, as whoever reads it may rely on it. */
const document = z.object({
  file: z.string(),
  ok: z.boolean(),
  servers: z.array(
    z.object({
      name: z.string(),
      usable: z.boolean(),
      reason: z.string().nullable(),
      says: z.object({ name: z.string(), version: z.string(), protocol: z.string() }).nullable(),
      notes: z.array(z.string()),
      tools: z.array(
        z.object({
          name: z.string(),
          state: z.enum(['called', 'waiting', 'not called']),
          reasons: z.array(z.string()).min(1),
          changes: z.array(z.object({ edits: z.array(z.object({ line: z.string() })).min(1) })),
        }),
      ),
    }),
  ),
});
type Document = z.infer<typeof document>;

let place: Place;
beforeAll(async () => {
  place = await makePlace({ ATLAS_LICENCE: SECRET });
});
afterAll(() => place?.close());

async function check(file: string): Promise<{ code: number | null; found: Document }> {
  const { code, out, err } = await place.run('servers', 'check', file, '--json');
  expect(err).not.toMatch(/warning/i);
  expect(err + out).not.toContain(SECRET);
  expect(out.trimEnd()).not.toContain('\n');
  return { code, found: document.parse(JSON.parse(out)) };
}
const statesOf = (found: Document, server: string): Record<string, string> =>
  Object.fromEntries(
    (found.servers.find(({ name }) => name === server)?.tools ?? []).map((t) => [t.name, t.state]),
  );

/** What the demo's servers are started with; an older install may lack some of it. */
const programs = [...readFileSync(demo, 'utf8').matchAll(/node_modules\/[^"]+\.js/g)];
const installed = programs.every(([path]) => existsSync(join(dirname(demo), path)));
test.skipIf(!installed)(
  'the servers of the demo (npm run examples), for people and for programs',
  async () => {
    const { code, found } = await check(demo);
    expect({ code, ok: found.ok, file: found.file }).toEqual({ code: 0, ok: true, file: demo });
    expect(found.servers.map(({ name, usable }) => [name, usable])).toEqual(
      Object.keys(JSON.parse(await readFile(demo, 'utf8')).mcpServers).map((name) => [name, true]),
    );
    expect(statesOf(found, 'files')).toMatchObject({
      read_text_file: 'called',
      get_file_info: 'waiting',
      write_file: 'not called',
    });
    const { code: same, out } = await place.run('servers', 'check', demo);
    expect(same).toBe(0);
    for (const { name, tools } of found.servers) {
      expect(out).toMatch(new RegExp(`^${name}  ${tools.length} tools: `, 'm'));
      for (const { changes } of tools)
        for (const { line } of changes[0]?.edits ?? []) expect(out).toContain(line);
    }
    expect(await processesOf(place.home)).toEqual([]);
  },
);

test('servers that do not start, hang, print rubbish or list nothing sound are named, in their order', async () => {
  const odd = (LIST: string) => ({ fixture: 'odd-lists', env: { LIST } });
  const file = await place.serve('broken.json', {
    absent: { command: 'no-such-program-anywhere' },
    hangs: { ...ATLAS, fixture: 'hangs' },
    rubbish: { command: 'sh', args: ['-c', 'echo rubbish; echo "{[" ; exec sleep 600'] },
    // Of a call it would die, and then could not be asked again.
    atlas: { ...ATLAS, env: { ...ATLAS.env, ATLAS_CALLS: '0' }, log: 'atlas.log' },
    noisy: { fixture: 'noisy' },
    broken: odd('broken'),
    shifting: odd('shifting'),
    sloppy: odd('sloppy'),
    // Nobody listens there.
    far: { url: 'http://127.0.0.1:9/mcp' },
  });
  const { code, found } = await check(file);
  expect({ code, ok: found.ok }).toEqual({ code: 1, ok: false });
  expect(found.servers.map(({ name, usable }) => [name, usable])).toEqual([
    ...['absent', 'hangs', 'rubbish'].map((name) => [name, false]),
    ...['atlas', 'noisy'].map((name) => [name, true]),
    ...[['broken', false], ...['shifting', 'sloppy'].map((name) => [name, true])],
    ['far', false],
  ]);
  const [absent, hangs, rubbish, atlas, , broken, shifting] = found.servers;
  expect(absent?.reason).toContain('no-such-program-anywhere');
  for (const one of [hangs, rubbish]) expect(one?.reason).toContain('did not answer within');
  expect(broken?.reason).toContain('breaks the protocol at tools.1.name');
  expect(shifting?.notes.join()).toMatch(
    /changed when asked again \("tool-2" came; "tool-1" went\)/,
  );
  expect(atlas).toMatchObject({ notes: [], says: { name: 'atlas', version: '1.2.3' } });
  await untilGone(await place.log('atlas.log'));
});

test('a run calls what it was said to call, and nothing else', async () => {
  const servers: ServersUnderTest = {
    atlas: { ...ATLAS, options: { exclude: ['list_vessels'] } },
    motley: { fixture: 'motley', options: { include: ['moor'] } },
  };
  const file = await place.serve('run.json', servers);
  const { found } = await check(file);
  const { code, out, err } = await place.run(
    ...['run', '--servers', file, '--out', place.at('run'), '--tasks', '1', '--json'],
  );
  expect(code, err).toBe(0);
  const summary = runSummary.loose().parse(JSON.parse(out));
  const rows = (await readFile(place.at('run/recordings.jsonl'), 'utf8')).trimEnd().split('\n');
  const made = new Set(rows.map((row) => `${JSON.parse(row).server}/${JSON.parse(row).tool}`));
  for (const { name, toolsKept } of summary.servers)
    for (const [tool, state] of Object.entries(statesOf(found, name))) {
      const what = `${name}/${tool}`;
      // The licence is called, too: its answer is withheld from the bundle, for it holds a secret.
      if (state === 'called' && tool !== 'get_licence') expect(made, what).toContain(what);
      if (state === 'not called') expect(made, what).not.toContain(what);
      else expect(toolsKept, what).toContain(tool);
    }
  expect(statesOf(found, 'atlas')).toMatchObject({ list_vessels: 'not called' });
  expect(statesOf(found, 'motley')).toMatchObject({ moor: 'called', sink: 'not called' });
});

test('a line from the screen, pasted, changes what the next check says', async () => {
  const file = await place.serve('paste.json', { motley: { fixture: 'motley' } });
  const { code, out } = await place.run('servers', 'check', file);
  expect(code).toBe(0);
  const [, line = ''] = /^ {4}moor +("firefly".*)$/m.exec(out) ?? [];
  expect(out).toMatch(/If it only reads, add to\s+"motley":/);
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('"motley":{', `"motley":{${line}`));
  expect(statesOf((await check(file)).found, 'motley')).toMatchObject({ moor: 'called' });
});

test('Ctrl-C stops it at once and leaves nothing behind', async () => {
  const mute = ['-e', 'process.stdin.resume(); setInterval(() => {}, 60000)', place.home];
  const file = await place.serve('stop.json', {
    mute: { command: process.execPath, args: mute },
    atlas: { ...ATLAS, log: 'stopped.log' },
  });
  const command = place.start('servers', 'check', file);
  await command.says(/waiting for mute …/);
  command.kill('SIGINT');
  expect(await command.ended).toMatchObject({ code: 130, out: '' });
  await untilGone(await place.log('stopped.log'));
  await vi.waitFor(async () => expect(await processesOf(place.home)).toEqual([]), 20_000);
});

test.each([
  ['is no JSON', '{"mcpServers": {'],
  ['has an unknown key', '{"mcpServers": {"a": {"command": "x", "firefly": {"exlude": []}}}}'],
  ['has a key twice', '{"mcpServers": {"a": {"command": "x", "command": "y"}}}'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the variable is FireFly's to expand.
  ['needs a variable', '{"mcpServers": {"a": {"command": "${NOWHERE_SET}"}}}'],
  ['names no server', '{"mcpServers": {}}'],
])('a file that %s is refused as by a run', async (_, content) => {
  await writeFile(place.at('bad.json'), content);
  const checked = await place.run('servers', 'check', 'bad.json');
  expect(checked).toMatchObject({ code: 2, out: '' });
  expect(checked.err).toMatch(/^firefly: [^\n]*bad\.json: [^\n]+\n$/);
  expect(checked).toEqual(await place.run('run', '--servers', 'bad.json', '--out', 'bundle'));
});

test('it loads neither Prisma nor BullMQ', async () => {
  const [log, hook] = [place.at('loaded.txt'), place.at('hook.mjs')];
  await writeFile(
    hook,
    `import { registerHooks } from 'node:module';
     import { appendFileSync } from 'node:fs';
     registerHooks({ load(url, context, next) {
       appendFileSync(${JSON.stringify(log)}, url + '\\n');
       return next(url, context);
     } });`,
  );
  const file = await place.serve('loads.json', { tidy: { fixture: 'tidy' } });
  const environment = {
    QUEUE_URL: 'no address at all',
    FIREFLY_HOME: place.home,
    NODE_OPTIONS: `--import ${new URL(`file://${hook}`)}`,
  };
  const check = start(['servers', 'check', file], place.at(''), environment, LONGEST_MS);
  const { code, err } = await check.ended;
  expect(code, err).toBe(0);
  const loaded = await readFile(log, 'utf8');
  expect(loaded).toMatch(/node_modules\/@modelcontextprotocol\/client\//);
  expect(loaded).toMatch(/apps\/cli\/src\/servers\//);
  // How an address of a queue is written is known to whoever reads the environment.
  const others = loaded.replace(/.*\/packages\/queue\/src\/backends\/redis-address\.ts\n/, '');
  expect(others).not.toMatch(/prisma|bullmq|ioredis|node_modules\/pg|packages\/(db|queue)\//i);
});
