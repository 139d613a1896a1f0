import type { ToolRow } from '@firefly/contracts/bundle';
import type { Fidelity } from '@firefly/contracts/fidelity';
import { canonicalJson } from '@firefly/domain/identity';
import { earnedSwitches } from '@firefly/domain/simulation/fidelity/earned';
import { roundedBound } from '@firefly/domain/simulation/fidelity/tally';
import { readFidelity } from '../reader.ts';
import { FIDELITY } from '../tables.ts';
import { type Findings, thrownMessage } from './findings.ts';

type Measured = Fidelity['tools'][number];

function verifyTool(
  measured: Measured,
  row: ToolRow | undefined,
  add: (place: string, message: string) => void,
): void {
  if (row?.fingerprint !== measured.fingerprint || row.read_only !== measured.read_only)
    add('', `${measured.server}/${measured.tool} is not as it stands in tools.jsonl`);
  for (const [index, rate] of measured.rates.entries()) {
    const wrong = rate.false_answers.error + rate.false_answers.other;
    if (rate.equal + wrong !== rate.answered || rate.false_pairs > rate.pairs)
      add(`/rates/${index}`, 'its numbers do not add up');
    else if (roundedBound(rate.false_pairs, rate.pairs) !== rate.upper)
      add(`/rates/${index}/upper`, `is not the bound of ${rate.false_pairs} of ${rate.pairs}`);
  }
  const earned = earnedSwitches(measured.read_only, measured.rates);
  if (canonicalJson(earned) !== canonicalJson(measured.switches))
    add('/switches', 'are not those that the rates allow');
}

/** What was measured of a bundle is about its tools, its bounds are those of its counts, its switches are earned. */
export async function verifyFidelity(
  dir: string,
  tools: ReadonlyMap<string, ToolRow>,
  findings: Findings,
): Promise<void> {
  const add = (place: string, message: string) =>
    findings.add({ file: FIDELITY, task: null, place, message });
  let fidelity: Fidelity | undefined;
  try {
    fidelity = await readFidelity(dir);
  } catch (error) {
    add('', thrownMessage(error));
  }
  const seen = new Set<string>();
  for (const [index, measured] of fidelity?.tools.entries() ?? []) {
    const name = `${measured.server}/${measured.tool}`;
    const place = `/tools/${index}`;
    if (seen.has(name)) add(place, `${name} stands twice`);
    seen.add(name);
    verifyTool(measured, tools.get(name), (at, message) => add(place + at, message));
  }
}
