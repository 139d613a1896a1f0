import type { Fidelity } from '@firefly/contracts/fidelity';
import { measureTool } from '@firefly/domain/simulation/fidelity/measure-tool';
import { readTools } from '../reader.ts';
import { openRecordings } from './recording-places.ts';

export interface MeasureBundleOptions {
  /** Chooses the recordings held out of a tool with more than `MOST_HELD`. */
  readonly seed: number;
  /** Called with the recordings held out so far, and how many there will be. */
  readonly onProgress?: (held: number, all: number) => void;
}

/** Recordings of one tool held out at most: each is asked under every rule. */
const MOST_HELD = 5_000;

/**
 * Measures how a simulator answers from a bundle, tool by tool: recordings are held out, their requests
 * asked, and the answers held against what the servers said. Throws `BundleError` where it cannot be read.
 */
export async function measureBundle(
  dir: string,
  { seed, onProgress = () => {} }: MeasureBundleOptions,
): Promise<Fidelity> {
  await using recordings = await openRecordings(dir);
  const all = [];
  for await (const row of readTools(dir)) {
    const source = recordings.of(row);
    if (source !== undefined) all.push({ row, source });
  }
  const total = all.reduce((sum, { source }) => sum + Math.min(source.count, MOST_HELD), 0);
  let held = 0;
  const tools: Fidelity['tools'] = [];
  for (const { row, source } of all) {
    const { server, name, fingerprint, inputSchema, read_only: readOnly } = row;
    const tool = { server, name, fingerprint, inputSchema, readOnly };
    const onHeld = () => {
      held += 1;
      onProgress(held, total);
    };
    const measured = await measureTool(tool, source, { seed, most: MOST_HELD, onHeld });
    tools.push(measured as Fidelity['tools'][number]);
  }
  return { format: 'firefly.fidelity/1', seed, most: MOST_HELD, tools };
}
