import { toPointer } from '@firefly/domain/pointer';
import type { z } from 'zod';

/** Something that is wrong with a request: a JSON Pointer into the part that was looked at, and what. */
export interface Fault {
  readonly path: string;
  readonly detail: string;
}

/** An issue as the validator of the app hands it on. */
export interface Found {
  readonly instancePath: string;
  readonly message?: string | undefined;
  /** Has `errors` where nothing of a union fits: for each form what is wrong with it. */
  readonly params: unknown;
}

type Issue = z.core.$ZodIssue;

/** How far from a form something is: each key that the form does not know counts. */
const distance = (issues: readonly Issue[]): number =>
  issues.reduce(
    (sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1),
    0,
  );

/** Of what fits none of several forms, the faults of the one that it fits best: "invalid" helps nobody. */
function nearest(forms: readonly (readonly Issue[])[], path: string, message: string): Fault[] {
  const [best] = forms.toSorted((a, b) => distance(a) - distance(b));
  if (best === undefined || best.length === 0) return [{ path, detail: message }];
  return best.flatMap((issue) => {
    const inner = path + toPointer(issue.path.map(String));
    return issue.code === 'invalid_union'
      ? nearest(issue.errors, inner, issue.message)
      : [{ path: inner, detail: issue.message }];
  });
}

/** The faults of a request with their places. */
export const requestFaults = (found: readonly Found[]): Fault[] =>
  found.flatMap(({ instancePath, message = 'is wrong', params }) => {
    // The validator writes the whole as "/", which would name an empty key.
    const path = instancePath === '/' ? '' : instancePath;
    const { errors = [] } = (params ?? {}) as { readonly errors?: readonly (readonly Issue[])[] };
    return nearest(errors, path, message);
  });
