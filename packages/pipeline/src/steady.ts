import { isObject, type Json } from '@firefly/domain/json';
import { isVarying } from '@firefly/domain/observing/vary';
import { toPointer } from '@firefly/domain/pointer';

function without(value: Json, varying: readonly string[], shape: string): Json {
  if (Array.isArray(value)) return value.map((item) => without(item, varying, `${shape}/*`));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, child]) => {
      const at = shape + toPointer([key]);
      return isVarying(varying, at) ? [] : [[key, without(child, varying, at)]];
    }),
  );
}

/**
 * An observation without the members that vary between equal calls: what a wave may be planned from.
 * A plan drawn from values of the moment would differ each time (rule 2.12). Items of an array are
 * never taken out, as that would move the others; if they vary themselves, the whole array goes.
 */
export function steadyPart(observation: Json, varying: readonly string[]): Json {
  if (varying.length === 0) return observation;
  const whole = varying.map((pointer) => pointer.replace(/(\/\*)+$/, ''));
  return isVarying(whole, '') ? null : without(observation, whole, '');
}
