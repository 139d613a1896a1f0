import { setImmediate as turn } from 'node:timers/promises';
import type { Fidelity } from '@firefly/contracts/fidelity';
import { toolKey } from '@firefly/domain/catalog/tool';
import { type TierSource, type ToolTiers, toolTiers } from '@firefly/domain/simulation/tiers';
import {
  type TierRecording,
  type TierTool,
  unmeasured,
} from '@firefly/domain/simulation/tool-index';
import type { Recordings, StoredRecording } from './recordings.ts';

/** The tiers beyond `exact` of every tool of a bundle. */
export interface LibraryTiers {
  /** Those of a tool; built when they are first asked, and kept. */
  of(tool: TierTool): ToolTiers;
}

/** Rows read in a row before others get their turn. */
const AT_ONCE = 200;

const sourceOf = (tool: TierTool, recordings: Recordings): TierSource => {
  const numbers = recordings.of(tool);
  const read = (at: number): StoredRecording => {
    const number = numbers[at];
    if (number === undefined) throw new RangeError(`${tool.name} has no recording ${at}`);
    return recordings.at(number);
  };
  return {
    read,
    async *recordings(): AsyncGenerator<TierRecording> {
      for (const at of numbers.keys()) {
        if (at % AT_ONCE === AT_ONCE - 1) await turn();
        // What finds nothing is no answer to a question that is only like it.
        const recording = read(at);
        yield { ...recording, succeeded: recording.failure === null };
      }
    },
  };
};

/** Switches of tools that were not measured are those of `unmeasured`: defaults alone. */
export function makeLibraryTiers(
  recordings: Recordings,
  fidelity: Fidelity | undefined,
): LibraryTiers {
  const switches = new Map(fidelity?.tools.map((tool) => [toolKey(tool), tool.switches]));
  const made = new Map<string, ToolTiers>();
  return {
    of(tool) {
      const key = toolKey(tool);
      const tiers =
        made.get(key) ??
        toolTiers(tool, switches.get(key) ?? unmeasured, sourceOf(tool, recordings));
      made.set(key, tiers);
      return tiers;
    },
  };
}
