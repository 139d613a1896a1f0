import { chmod } from 'node:fs/promises';
import { bundleKind, placeFolder } from '@firefly/bundle/place';
import { readManifest } from '@firefly/bundle/reader';
import { verifyBundle } from '@firefly/bundle/verify';
import { makeEvaluator } from '@firefly/expressions/evaluator';
import type { Api } from './api.ts';
import { unpackBundle } from './unpack.ts';

/** Throws what does not hold of the bundle of a run. */
async function mustVerify(dir: string, runId: string): Promise<void> {
  const { run_id: said } = await readManifest(dir);
  if (said !== runId) throw new Error(`the bundle that the service sent is of run ${said}`);
  const evaluate = makeEvaluator({ timeoutMs: 2_000, maxOldGenerationMb: 256, workers: 2 });
  try {
    const { ok, mismatches, omitted } = await verifyBundle(dir, { evaluate });
    if (ok) return;
    const [first] = mismatches;
    const more = mismatches.length + omitted - 1;
    throw new Error(
      `the bundle that the service sent does not verify: ${first?.file} ${first?.message}${more > 0 ? ` (and ${more} more)` : ''}`,
    );
  } finally {
    await evaluate.close();
  }
}

/**
 * Fetches the bundle of a finished run, recomputes it from its files, and puts it in place: whole and
 * verified, or not at all.
 */
export async function fetchBundle(
  api: Api,
  runId: string,
  out: string,
  signal: AbortSignal,
): Promise<void> {
  const placement = await placeFolder(out, bundleKind);
  try {
    const path = `/v1/runs/${encodeURIComponent(runId)}/bundle`;
    const { body } = await api.open(path, {}, signal);
    if (body === null) throw new Error('the service sent no bundle');
    await unpackBundle(body, runId, placement.temp);
    await mustVerify(placement.temp, runId);
    // As any folder that this user makes, not as a temporary one.
    await chmod(placement.temp, 0o777 & ~process.umask());
    await placement.commit();
  } catch (error) {
    await placement.discard();
    throw error;
  }
}
