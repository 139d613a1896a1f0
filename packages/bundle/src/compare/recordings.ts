import type { RecordingRow } from '@firefly/contracts/bundle';
import { requestKey } from '@firefly/domain/identity';
import type { Json } from '@firefly/domain/json';
import { readRecordings } from '../reader.ts';
import { sameButForMoments } from './moments.ts';
import { type Place, placesOf } from './places.ts';

/** A bundle: its folder, and when it was made, in milliseconds since 1970. */
export interface Made {
  readonly dir: string;
  readonly at: number;
}

interface Line {
  readonly line: number;
  readonly row: RecordingRow;
}

/** The same response: only how long it took may differ. */
const ALIKE = /^\/duration_ms$/;
/** Another response: of that, `/response` tells. */
const OTHER = /^\/(duration_ms|id|sha256)$/;
/** The same response but for the times it tells: a failure may quote them. */
const TOLD = /^\/(duration_ms|id|sha256|response|failure)$/;

function between({ row: a }: Line, { row: b }: Line, madeA: Made, madeB: Made): Generator<Place> {
  const told = (row: RecordingRow, { at }: Made) => ({ text: row.response, madeAt: at });
  const free = (): RegExp => {
    if (a.response === b.response) return ALIKE;
    return sameButForMoments(told(a, madeA), told(b, madeB)) ? TOLD : OTHER;
  };
  return placesOf(a as Json, b as Json, free());
}

/**
 * What was answered to each request, in the order of the file. A server whose clock counts seconds gives
 * one recording to two equal calls within one, else two: these are taken as the first of them.
 */
async function byRequest(made: Made): Promise<readonly (readonly Line[])[]> {
  const found = new Map<string, Line[]>();
  let line = 0;
  for await (const row of readRecordings(made.dir)) {
    line += 1;
    const key = `${row.kind} ${requestKey(row)}`;
    const known = found.get(key) ?? [];
    const here = { line, row };
    if (known.every((one) => !between(one, here, made, made).next().done)) known.push(here);
    found.set(key, known);
  }
  return [...found.values()];
}

/**
 * Where the recordings of two bundles differ: a line, of the first bundle if it stands there, and a
 * JSON Pointer. Requests are compared in the order in which they were first made, and the different answers
 * to one in theirs. Holds both files in memory.
 */
export async function* recordingDifferences(madeA: Made, madeB: Made): AsyncGenerator<Place> {
  const [inA, inB] = [await byRequest(madeA), await byRequest(madeB)];
  for (let at = 0; at < Math.max(inA.length, inB.length); at += 1) {
    const [ofA, ofB] = [inA[at] ?? [], inB[at] ?? []];
    for (let i = 0; i < Math.max(ofA.length, ofB.length); i += 1) {
      const [a, b] = [ofA[i], ofB[i]];
      if (a && b)
        for (const [place, message] of between(a, b, madeA, madeB))
          yield [`line ${a.line} ${place}`, message];
      else if (a) yield [`line ${a.line}`, 'stands in the first bundle alone'];
      else if (b) yield [`line ${b.line}`, 'stands in the second bundle alone'];
    }
  }
}
