import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { telemetrySchema } from '@firefly/telemetry/environment';
import { z } from 'zod';
import { environmentSchema } from '../apps/cli/src/environment.ts';

/** `.env.example`, made from what the apps read of their environment. */

/** All variables, of the apps and of what they are made of. */
export const everything = z.object({ ...environmentSchema.shape, ...telemetrySchema.shape });
const page = join(import.meta.dirname, '..', '.env.example');
const head = `# Everything FireFly reads of its environment; all of it may be left out.
# The values are the defaults. No .env file is read by itself: export what you change.
`;

/** The page: each variable with why one would set it, and its default. One that must be set has none. */
export function envExample(schema: z.ZodObject): string {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' });
  const entries = Object.entries(properties).map(([name, property]) => {
    const { title, default: preset } = property as z.core.JSONSchema.JSONSchema;
    if (title === undefined) throw new Error(`${name} has no title: say what it is for`);
    const needed = required.includes(name) ? ' Must be set.' : '';
    return `\n# ${title}${needed}\n${name}=${preset === undefined ? '' : String(preset)}\n`;
  });
  return [head, ...entries].join('');
}

/** What to do about the page, or null if it says what the code says. */
export async function envExampleDrift(path: string = page): Promise<string | null> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === envExample(everything)) return null;
  return `.env.example is ${text === undefined ? 'missing' : 'old'}. Run \`node scripts/env-example.ts --write\`.`;
}

if (import.meta.main) {
  const text = envExample(everything);
  if (process.argv.includes('--write')) await writeFile(page, text);
  else process.stdout.write(text);
}
