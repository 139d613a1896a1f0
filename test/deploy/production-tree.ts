import { spawn } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/**
 * The image without Docker: what the build copies, in a folder of its own, after the very command by which
 * the Dockerfile installs there.
 */
export interface ProductionTree {
  /** What is `/app` in the image. */
  readonly app: string;
  /** The path of the image: `node` and `firefly`, and nothing else. */
  readonly bin: string;
  /** Where its processes may write. */
  readonly writable: string;
  readonly remove: () => Promise<void>;
}

const root = join(import.meta.dirname, '..', '..');
type Ignore = typeof import('@balena/dockerignore').default;
const ignore: Ignore = createRequire(import.meta.url)('@balena/dockerignore');
/** As in the image, where the tree belongs to root and no process runs as root. */
export const asNobody = process.getuid?.() === 0 ? { uid: 1000, gid: 1000 } : {};

export const dockerfile = (): Promise<string> => readFile(join(root, 'Dockerfile'), 'utf8');

/** The command of the build, on one line. */
async function buildCommand(): Promise<string> {
  const text = (await dockerfile()).replaceAll(/\\\n\s*/g, '');
  const command = /^RUN (?:--\S+ )*(npm ci .*)$/m.exec(text)?.[1];
  if (command === undefined) throw new Error('the Dockerfile runs no npm ci');
  return command;
}

/** Every file that the build copies, from the root. */
export async function copiedFiles(): Promise<string[]> {
  const rules = ignore().add(await readFile(join(root, '.dockerignore'), 'utf8'));
  const paths = async (folder: string): Promise<string[]> => {
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    const found = entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory())
        return /^(node_modules|\.git|\.firefly)$/.test(entry.name) ? [] : paths(path);
      return rules.ignores(path) ? [] : [path];
    });
    return (await Promise.all(found)).flat();
  };
  return paths('');
}

export async function makeProductionTree(): Promise<ProductionTree> {
  const top = await mkdtemp(join(tmpdir(), 'firefly-image-'));
  const [app, bin, writable] = [join(top, 'app'), join(top, 'bin'), join(top, 'var')];
  const remove = async (): Promise<void> => {
    await run('chmod -R u+w .', top, bin);
    await rm(top, { recursive: true });
  };
  try {
    await chmod(top, 0o755);
    for (const folder of [app, bin, writable]) await mkdir(folder);
    await chmod(writable, 0o777);
    for (const path of await copiedFiles()) {
      await mkdir(dirname(join(app, path)), { recursive: true });
      await copyFile(join(root, path), join(app, path));
    }
    // Copied, as the project's own may lie where only its owner may look.
    await copyFile(process.execPath, join(bin, 'node'));
    await run(await buildCommand(), app, bin);
    await symlink(join(app, 'apps', 'cli', 'src', 'main.ts'), join(bin, 'firefly'));
    await run('chmod -R a-w .', app, bin);
    return { app, bin, writable, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** What `examples/container/Dockerfile` makes: its folder, with its servers in it. Returns the folder. */
export async function bakeServers({ app, bin, writable }: ProductionTree): Promise<string> {
  const folder = join(writable, 'servers');
  await mkdir(folder);
  for (const name of ['package.json', 'package-lock.json', '.npmrc', 'mcp.json'])
    await copyFile(join(root, 'examples', 'container', name), join(folder, name));
  await run('firefly servers install "$SERVERS"', app, bin, { SERVERS: folder });
  return folder;
}

async function run(command: string, cwd: string, bin: string, variables = {}): Promise<void> {
  const env = {
    ...process.env,
    ...variables,
    PATH: [bin, process.env.PATH].join(delimiter),
    npm_config_prefer_offline: 'true',
  };
  const child = spawn('sh', ['-c', command], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`the build ended with ${code}:\n${said}`);
}
