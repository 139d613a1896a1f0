import { install } from '@firefly/mcp/install/install';
import { buildRepository } from './repository.ts';

/** `npm run examples`: the servers of this example and the repository among their data. */

const folder = import.meta.dirname;
const progress = () => console.error('Installing the example MCP servers (once, about 215 MB) …');

try {
  console.error(`Example MCP servers: ${await install(folder, progress)}.`);
  const built = await buildRepository(folder);
  if (typeof built !== 'string')
    console.error(`The example goes on without its git server: ${built.leftOut}.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
