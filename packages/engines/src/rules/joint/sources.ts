import type { JsonObject } from '@firefly/domain/json';
import { toPointer, valueAt } from '@firefly/domain/pointer';
import type { ProposedFlow } from '@firefly/domain/synthesis/proposal';
import type { NumberOperator } from '@firefly/domain/tool-graph/arithmetic';
import { coordinatesOf, isRegion, pointOf } from '@firefly/domain/tool-graph/geography';
import { type NumberPlace, numberAt } from '@firefly/domain/tool-graph/number-result';
import { pointArguments } from '@firefly/domain/tool-graph/point-slots';
import type { PointOperator } from '@firefly/domain/tool-graph/points';
import { quoted } from '@firefly/domain/tool-graph/text-fields';
import { property, recordExpression } from '../expressions.ts';
import { nameOf } from '../place.ts';
import type { Walk } from '../walk.ts';
import type { Join, MadeJoin } from './kind.ts';

/** A number that a join may take, and the expression that gives it again. */
export interface NumberSource {
  readonly value: number;
  readonly call: number;
  readonly expression: string;
  readonly pointer: string;
}

/** A number that stands in the prompt. */
export interface Said {
  readonly said: number;
}

/** A record with a place on the earth, and the expression that gives the record. */
export interface Spot {
  readonly record: JsonObject;
  readonly call: number;
  readonly expression: string;
  readonly pointer: string;
}

/** Where a leg ends, as a spot. */
function spotOf(leg: Walk): Spot | undefined {
  const place = leg.places.at(-1);
  if (place === undefined || place.document !== undefined) return undefined;
  if (coordinatesOf(place.record) === undefined) return undefined;
  // The middle of a country is nowhere: nobody measures from there.
  if (isRegion(place.noun) || isRegion(nameOf(place))) return undefined;
  return {
    record: place.record,
    call: place.call,
    expression: recordExpression(leg.places, leg.references, leg.places.length - 1),
    pointer: place.pointer,
  };
}

const pointAt = ({ record }: Spot) => {
  const keys = coordinatesOf(record);
  return keys && pointOf(record, keys);
};

/** Where the legs end, if each is a place of its own: nobody measures from a place to itself. */
export function spotsOf(legs: readonly Walk[]): Spot[] | undefined {
  const spots = legs.flatMap((leg) => spotOf(leg) ?? []);
  const points = new Set(spots.map((spot) => pointAt(spot)?.join()));
  return points.size === legs.length ? spots : undefined;
}

/** A point that an operator gave. */
export function spotIn(join: MadeJoin, key: string): Spot | undefined {
  const pointer = toPointer([key]);
  const record = valueAt(join.observation, pointer);
  if (record === undefined || coordinatesOf(record) === undefined) return undefined;
  return {
    record: record as JsonObject,
    call: join.call,
    expression: `$$.c${join.call}.${property(key)}`,
    pointer,
  };
}

/** The call of a point operator on two spots. */
export function pointJoin(operator: PointOperator, spots: readonly [Spot, Spot]): Join | undefined {
  const flows: Omit<ProposedFlow, 'to'>[] = [];
  const points: (readonly [number, number])[] = [];
  for (const [at, spot] of spots.entries()) {
    const keys = coordinatesOf(spot.record);
    const point = keys && pointOf(spot.record, keys);
    const slot = operator.slots[at];
    if (keys === undefined || point === undefined || slot === undefined) return undefined;
    points.push(point);
    for (const axis of ['latitude', 'longitude'] as const)
      flows.push({
        from: `c${spot.call}`,
        expression: `${spot.expression}.${property(keys[axis])}`,
        fromPointer: `${spot.pointer}${toPointer([keys[axis]])}`,
        toPointer: slot[axis],
        ...(typeof spot.record[keys[axis]] === 'string' ? { convert: 'number' as const } : {}),
      });
  }
  const [a, b] = points;
  if (a === undefined || b === undefined) return undefined;
  return { operator, arguments: pointArguments(operator.slots, [a, b]), flows };
}

/** The call of a number operator on two numbers, of which one may stand in the prompt; undefined if it takes no such number. */
export function numberJoin(
  operator: NumberOperator,
  inputs: readonly [NumberSource, NumberSource | Said],
): Join | undefined {
  const [a, b] = inputs;
  const values = [a.value, 'said' in b ? b.said : b.value];
  const takes = operator.whole ? Number.isInteger : Number.isFinite;
  if (!values.every(takes)) return undefined;
  return {
    operator,
    arguments: Object.fromEntries(operator.slots.map((slot, at) => [slot, values[at] ?? 0])),
    flows: inputs.flatMap((input, at) =>
      'said' in input
        ? []
        : [
            {
              from: `c${input.call}`,
              expression: input.expression,
              fromPointer: input.pointer,
              toPointer: toPointer([operator.slots[at] ?? '']),
            },
          ],
    ),
  };
}

const NUMBER = '(-?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)';

/** The expression that reads a computed number off its answer. */
export function numberExpression(place: NumberPlace, call: number): string {
  if (place.kind === 'whole') return `$$.c${call}`;
  if (place.kind === 'leaf') return `$$.c${call}.${property(place.key)}`;
  const pattern = `${quoted(place.before)}${NUMBER}${quoted(place.after)}$`;
  return `$number($match($$.c${call}, /${pattern}/).groups[0])`;
}

/** The number a join gave (of a point operator: under this key), as something a further join may take. */
export function numberOf(join: MadeJoin, key?: string): NumberSource | undefined {
  const { operator, observation, call } = join;
  const place: NumberPlace | undefined =
    operator.kind === 'numbers'
      ? operator.result
      : key === undefined
        ? undefined
        : { kind: 'leaf', key };
  const value = place && numberAt(observation, place);
  if (place === undefined || value === undefined) return undefined;
  const pointer = place.kind === 'leaf' ? toPointer([place.key]) : '';
  return { value, call, expression: numberExpression(place, call), pointer };
}
