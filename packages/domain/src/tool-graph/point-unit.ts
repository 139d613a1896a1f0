import { parametersOf } from '../catalog/parameters.ts';
import type { Tool } from '../catalog/tool.ts';
import type { JsonObject } from '../json.ts';
import { toPointer } from '../pointer.ts';
import { wordsOf } from '../words/identifiers.ts';

type Kind = 'angle' | 'duration' | 'length';

/** Units as answers, keys and descriptions write them, by what they measure, and as people do. */
const UNITS: Readonly<Record<Kind, Readonly<Record<string, string>>>> = {
  angle: { degrees: 'degrees', deg: 'degrees', '°': 'degrees', radians: 'radians', rad: 'radians' },
  duration: {
    minutes: 'minutes',
    min: 'minutes',
    hours: 'hours',
    seconds: 'seconds',
    sec: 'seconds',
  },
  length: {
    kilometers: 'kilometers',
    kilometres: 'kilometres',
    km: 'kilometers',
    meters: 'meters',
    metres: 'metres',
    m: 'meters',
    miles: 'miles',
    mi: 'miles',
    feet: 'feet',
    ft: 'feet',
    'nautical miles': 'nautical miles',
    nauticalmiles: 'nautical miles',
    nm: 'nautical miles',
  },
};

const ANGLES = /^(bearing|heading|azimuth|course|angle|direction)$/;
const TIMES = /^(duration|time)$/;

const kindOf = (key: string): Kind => {
  const words = wordsOf(key);
  if (words.some((word) => ANGLES.test(word))) return 'angle';
  return words.some((word) => TIMES.test(word)) ? 'duration' : 'length';
};

const known = (kind: Kind, text: unknown): string | undefined => {
  const word = typeof text === 'string' ? text.trim().toLowerCase() : '';
  return Object.hasOwn(UNITS[kind], word) ? UNITS[kind][word] : undefined;
};

/** The words of a key without the unit at its end: `distance_km` is a distance. */
export function measuredWords(key: string): string[] {
  const words = wordsOf(key);
  const [unit] = words.length > 1 ? words.slice(-1) : [];
  return known(kindOf(key), unit) === undefined ? words : words.slice(0, -1);
}

/** The one unit of a kind that a text names after "in" or in brackets. */
function saidIn(kind: Kind, text: string): string | undefined {
  const named = text.matchAll(/\bin (nautical miles|\p{L}+|°)|[([]([^()[\]]{1,20})[)\]]/giu);
  const found = new Set(
    [...named].flatMap(([, word, inside]) => known(kind, word ?? inside) ?? []),
  );
  const [only, ...others] = found;
  return others.length > 0 ? undefined : only;
}

/**
 * The unit of a number of an answer: in its key, its description, beside it, or in the tool's
 * description. Only units that such a key can have: a description may speak of others.
 */
export function pointUnit(tool: Tool, answer: JsonObject, key: string): string | undefined {
  const kind = kindOf(key);
  const words = wordsOf(key);
  const outputs =
    tool.outputSchema === undefined ? [] : parametersOf({ inputSchema: tool.outputSchema });
  const described = outputs.find(({ pointer }) => pointer === toPointer([key]))?.description;
  return (
    (words.length > 1 ? known(kind, words.at(-1)) : undefined) ??
    saidIn(kind, described ?? '') ??
    known(kind, answer[`${key}_unit`] ?? answer[`${key}Unit`] ?? answer[`${key}_units`]) ??
    known(kind, answer.units ?? answer.unit) ??
    saidIn(kind, tool.description)
  );
}
