import { recordingId, toolRow } from '@firefly/bundle/rows';
import { recordingOf, sampleTasks } from '@firefly/bundle/testing/sample-bundle';
import type { RecordingRow, ToolRow } from '@firefly/contracts/bundle';
import type { Task } from '@firefly/domain/dataset/task';
import { fingerprint, sha256 } from '@firefly/domain/identity';
import type { Json, JsonObject } from '@firefly/domain/json';

const [, sample] = sampleTasks;
const [first] = sample?.calls ?? [];
if (!sample || !first) throw new Error('no samples');

/** The sample task about boats. */
export const boats: Task = sample;
/** Its first call, of `harbour/list_boats`. */
export const listBoats = first;

function listed(server: string, more: Partial<ToolRow>): ToolRow {
  const tool = { name: 'list_boats', description: `Lists the boats of ${server}.`, ...more };
  const inputSchema = more.inputSchema ?? { type: 'object', properties: {} };
  const full = { ...tool, server, inputSchema, fingerprint: fingerprint({ ...tool, inputSchema }) };
  return toolRow(full, { readOnly: true });
}

/** Of another server a tool of the same name, with all that a tool can be listed with. */
export const marina = listed('marina', {
  title: 'Boats',
  inputSchema: {
    type: 'object',
    properties: { berth: { type: 'integer', minimum: 1 } },
    required: ['berth'],
  },
  outputSchema: { type: 'object', properties: { boats: { type: 'array' } } },
  annotations: { readOnlyHint: true, openWorldHint: false },
});

/** A tool that lists its output as an array, as servers may since 2026-07-28. */
export const tides = listed('tides', {
  name: 'tides.today',
  outputSchema: { type: 'array', items: { type: 'number' } },
});

/** A tool whose arguments look like a call of a simulator. */
export const relay = listed('relay', { name: 'pass' });

/** What a tool answered to a call. */
export function recorded(
  { server, name, fingerprint: of }: ToolRow,
  args: JsonObject,
  kind: RecordingRow['kind'],
  said: Json,
  state_key: string | null = null,
): RecordingRow {
  const response = JSON.stringify(said);
  const row = {
    ...recordingOf(listBoats, []),
    ...{ server, tool: name, fingerprint: of, arguments: args, kind },
    ...{ response, sha256: sha256(response), state_key },
  };
  return { ...row, id: recordingId(row) };
}

/** The boats, with more tools beside. */
export const boatsWith = (...tools: readonly ToolRow[]): Task => ({
  ...boats,
  offered_tools: [...boats.offered_tools, ...tools.map(({ server, name }) => `${server}/${name}`)],
});
