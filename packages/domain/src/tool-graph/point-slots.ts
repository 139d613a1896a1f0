import { type Parameter, parametersOf } from '../catalog/parameters.ts';
import type { Tool } from '../catalog/tool.ts';
import { isObject, type JsonObject } from '../json.ts';
import { fromPointer, toPointer } from '../pointer.ts';
import { latitudeKey, longitudeKey } from './geography.ts';

/** Where a tool takes a point of the earth: the pointers of its two numbers. */
export interface PointSlot {
  readonly latitude: string;
  readonly longitude: string;
  /** `from`, `to`, `origin`, `1`: what tells it from the other. */
  readonly role: string;
}

/** What a role says beside which one it is: the `point` of `pointA` and `start_point`. */
const MERE = /point|location|coord(inate)?s?|position|place|^p(?=\d)|[_-]/gi;
const STARTS = /^(from|start|origin|source|departure|a|1|first)$/i;
const ENDS = /^(to|end|destination|dest|target|arrival|b|2|second)$/i;
const starts = ({ role }: PointSlot): boolean => STARTS.test(role.replaceAll(MERE, ''));
const ends = ({ role }: PointSlot): boolean => ENDS.test(role.replaceAll(MERE, ''));

/** A number that stands alone, not one of a list. */
const isNumber = ({ type, pointer }: Parameter): boolean =>
  (type === 'number' || type === 'any') && !fromPointer(pointer).includes('*');

function* slotsOf(required: readonly Parameter[]): Generator<PointSlot> {
  for (const parameter of required) {
    const steps = fromPointer(parameter.pointer);
    const role = latitudeKey(parameter.name);
    if (role === undefined || !isNumber(parameter)) continue;
    const partner = required.find(
      (other) =>
        isNumber(other) &&
        longitudeKey(other.name) === role &&
        toPointer(fromPointer(other.pointer).slice(0, -1)) === toPointer(steps.slice(0, -1)),
    );
    if (partner !== undefined)
      yield {
        latitude: parameter.pointer,
        longitude: partner.pointer,
        role: role || (steps.at(-2) ?? ''),
      };
  }
}

/** The two points a tool asks for, and nothing else. */
export function pairOf(tool: Tool): readonly [PointSlot, PointSlot] | undefined {
  const required = parametersOf(tool).filter(
    (parameter) => parameter.required && parameter.default === undefined,
  );
  const [first, second, ...others] = slotsOf(required);
  if (first === undefined || second === undefined || others.length > 0) return undefined;
  if (required.length !== 4) return undefined;
  return ends(first) && starts(second) ? [second, first] : [first, second];
}

/** Whether the first slot is where something starts, and the second where it ends. */
export const isDirected = ([first, second]: readonly [PointSlot, PointSlot]): boolean =>
  starts(first) && ends(second);

/** Arguments that give a tool two points. */
export function pointArguments(
  slots: readonly [PointSlot, PointSlot],
  points: readonly [readonly [number, number], readonly [number, number]],
): JsonObject {
  const args: JsonObject = {};
  for (const [at, slot] of slots.entries()) {
    const [latitude, longitude] = points[at] ?? [0, 0];
    plant(args, slot.latitude, latitude);
    plant(args, slot.longitude, longitude);
  }
  return args;
}

function plant(root: JsonObject, pointer: string, value: number): void {
  const steps = fromPointer(pointer);
  const last = steps.pop() ?? '';
  let holder = root;
  for (const step of steps) {
    const inner = isObject(holder[step]) ? (holder[step] as JsonObject) : {};
    holder[step] = inner;
    holder = inner;
  }
  holder[last] = value;
}
