import type { RecordingRow } from '@firefly/contracts/bundle';
import { sha256 } from '@firefly/domain/identity';
import type { Json, JsonObject } from '@firefly/domain/json';
import { recordingRow } from '../rows.ts';
import { sampleTools } from './sample-tools.ts';

/** A recording of a tool of the sample bundle that no task uses. */
export function sampleRecording(name: string, args: JsonObject, result: Json): RecordingRow {
  const tool = sampleTools.find((one) => one.name === name);
  if (tool === undefined) throw new Error(`no tool ${name}`);
  const response = JSON.stringify(result);
  const row = recordingRow(
    {
      ...{ server: tool.server, tool: name, fingerprint: tool.fingerprint, arguments: args },
      ...{ state_key: null, kind: 'result', response, sha256: sha256(response) },
      ...{ duration_ms: 1, failure: null },
    },
    [],
  );
  if (row === null) throw new Error('not lost');
  return row;
}

/** Pairs of recordings of one harbour in two spellings, with the same boats. */
export const spelledTwice = (count: number): RecordingRow[] =>
  Array.from({ length: count }, (_, at) =>
    [`port ${at}`, `PORT ${at}`].map((city) =>
      sampleRecording('list_boats', { city }, { content: [], structuredContent: { boats: [at] } }),
    ),
  ).flat();
