import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '@firefly/contracts/bundle';
import { MODEL_VIEW_VERSION } from '@firefly/domain/observing/model-view';
import { OBSERVE_VERSION } from '@firefly/domain/observing/observe';
import { readManifest } from '../reader.ts';
import { CARD, FIDELITY, MANIFEST, tableNames, tables } from '../tables.ts';
import { type Findings, thrownMessage } from './findings.ts';

async function measure(path: string): Promise<{ lines: number; bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  let lines = 0;
  for await (const chunk of createReadStream(path)) {
    const data = chunk as Buffer;
    hash.update(data);
    bytes += data.length;
    for (let at = data.indexOf(10); at >= 0; at = data.indexOf(10, at + 1)) lines += 1;
  }
  return { lines, bytes, sha256: hash.digest('hex') };
}

async function verifyFile(
  dir: string,
  name: string,
  entry: Manifest['files'][number] | undefined,
  findings: Findings,
): Promise<void> {
  const add = (place: string, message: string) =>
    findings.add({ file: name, task: null, place, message });
  try {
    const found = await measure(join(dir, name));
    findings.count('files');
    if (entry === undefined) return add('', 'the file is not listed in the manifest');
    if (found.sha256 !== entry.sha256) add('', 'the sha256 differs from the manifest');
    if (found.bytes !== entry.bytes)
      add('', `holds ${found.bytes} bytes, the manifest says ${entry.bytes}`);
    if (name !== CARD && name !== FIDELITY && found.lines !== entry.rows)
      add('', `holds ${found.lines} rows, the manifest says ${entry.rows}`);
  } catch (error) {
    add('', `cannot be read: ${thrownMessage(error)}`);
  }
}

/** Hashes, sizes and counts of all files against the manifest; undefined where that cannot be read. */
export async function verifyFiles(dir: string, findings: Findings): Promise<Manifest | undefined> {
  const add = (place: string, message: string) =>
    findings.add({ file: MANIFEST, task: null, place, message });
  let manifest: Manifest | undefined;
  try {
    manifest = await readManifest(dir);
  } catch (error) {
    add('', thrownMessage(error));
  }
  const listed = manifest?.files.some(({ name }) => name === FIDELITY);
  // One that is not listed would be read by nobody, but looks as if it were.
  const stray = (await readdir(dir).catch((): string[] => [])).includes(FIDELITY);
  const optional: string[] = listed || stray ? [FIDELITY] : [];
  const known: string[] = [...tableNames.map((table) => tables[table].file), CARD, ...optional];
  for (const name of known) {
    const entry = manifest?.files.find((file) => file.name === name);
    await verifyFile(dir, name, entry, findings);
  }
  if (manifest === undefined) return undefined;
  for (const [index, { name }] of manifest.files.entries())
    if (!known.includes(name) || manifest.files.findIndex((f) => f.name === name) !== index)
      add(`/files/${index}`, `${name} is listed twice or is no file of a bundle`);
  for (const table of tableNames) {
    const rows = manifest.files.find((file) => file.name === tables[table].file)?.rows;
    const stated = manifest.counts[table];
    if (stated !== rows) add(`/counts/${table}`, `says ${stated}, the file has ${rows ?? 0} rows`);
  }
  const { observe, model_view } = manifest.versions;
  if (observe !== OBSERVE_VERSION)
    add('/versions/observe', `is ${observe}; this verifier recomputes version ${OBSERVE_VERSION}`);
  if (model_view !== MODEL_VIEW_VERSION)
    add('/versions/model_view', `is ${model_view}; this verifier recomputes ${MODEL_VIEW_VERSION}`);
  return manifest;
}
