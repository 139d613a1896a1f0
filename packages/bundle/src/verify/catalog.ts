import type { RecordingRow, ToolRow } from '@firefly/contracts/bundle';
import { toolId } from '@firefly/domain/catalog/tool';
import { canonicalJson, fingerprint, requestKey, sha256 } from '@firefly/domain/identity';
import { isErrorFor } from '@firefly/domain/observing/failure';
import { replyView } from '@firefly/domain/observing/reply-view';
import { scanTable } from '../reader.ts';
import { recordingId } from '../rows.ts';
import { tables } from '../tables.ts';
import { type Findings, thrownMessage } from './findings.ts';

/** The tools of `tools.jsonl` by `server/tool`, each with its fingerprint recomputed. */
export async function verifyTools(
  dir: string,
  findings: Findings,
): Promise<ReadonlyMap<string, ToolRow>> {
  const found = new Map<string, ToolRow>();
  const { file } = tables.tools;
  for await (const scanned of scanTable(dir, 'tools')) {
    const add = (message: string) =>
      findings.add({ file, task: null, place: `line ${scanned.line}`, message });
    if ('problem' in scanned) {
      add(scanned.problem);
      continue;
    }
    const { row } = scanned;
    findings.count('tools');
    if (found.has(toolId(row))) add(`${toolId(row)} stands twice`);
    found.set(toolId(row), row);
    const { name, description, inputSchema, outputSchema } = row;
    try {
      if (fingerprint({ name, description, inputSchema, outputSchema }) !== row.fingerprint)
        add(
          `the fingerprint of ${toolId(row)} is not the hash of its name, description and schemas`,
        );
    } catch (error) {
      add(`the fingerprint cannot be computed: ${thrownMessage(error)}`);
    }
  }
  return found;
}

/** What is kept of a recording while its tasks are verified: hashes, never responses. */
export interface KnownRecording {
  readonly id: string;
  readonly line: number;
  readonly server: string;
  readonly tool: string;
  /** Its `requestKey`. */
  readonly key: string;
  /** Hash of the canonical response; null for an error. */
  readonly result: string | null;
  /** Hash of what a model reads of it. */
  readonly view: string;
  readonly succeeded: boolean;
  readonly splits: RecordingRow['splits'];
  /** Splits of the tasks that were seen to use it. */
  readonly used: Set<'train' | 'test'>;
}

/** The recordings by request key, each with its digest and id recomputed. */
export async function verifyRecordings(
  dir: string,
  findings: Findings,
): Promise<ReadonlyMap<string, readonly KnownRecording[]>> {
  const byKey = new Map<string, KnownRecording[]>();
  const ids = new Set<string>();
  const { file } = tables.recordings;
  for await (const scanned of scanTable(dir, 'recordings')) {
    const { line } = scanned;
    const add = (message: string) =>
      findings.add({ file, task: null, place: `line ${line}`, message });
    if ('problem' in scanned) {
      add(scanned.problem);
      continue;
    }
    const { row } = scanned;
    findings.count('recordings');
    try {
      if (sha256(row.response) !== row.sha256) add('the sha256 is not that of the response');
      if (recordingId(row) !== row.id) add('the id is not the hash of request and response');
      if (ids.has(row.id)) add(`recording ${row.id} stands twice`);
      ids.add(row.id);
      const reply = JSON.parse(row.response);
      const response = sha256(canonicalJson(reply));
      const key = requestKey(row);
      const known: KnownRecording = {
        id: row.id,
        line,
        server: row.server,
        tool: row.tool,
        key,
        result: row.kind === 'result' ? response : null,
        view: sha256(replyView(row.kind, reply)),
        succeeded: !isErrorFor(row.failure),
        splits: row.splits,
        used: new Set(),
      };
      byKey.set(key, [...(byKey.get(key) ?? []), known]);
    } catch (error) {
      add(`cannot be recomputed: ${thrownMessage(error)}`);
    }
  }
  return byKey;
}

/** After the tasks: the splits a recording names are those of the tasks that use it. */
export function verifySplits(
  recordings: ReadonlyMap<string, readonly KnownRecording[]>,
  findings: Findings,
): void {
  for (const { line, splits, used } of [...recordings.values()].flat())
    if ([...splits].sort().join() !== [...used].sort().join())
      findings.add({
        file: tables.recordings.file,
        task: null,
        place: `line ${line}`,
        message: `splits are [${splits.join(', ')}], but it is used by tasks of [${[...used].sort().join(', ')}]`,
      });
}
