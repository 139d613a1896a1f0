import type { ServerPolicy } from './tool.ts';

/** Values for arguments, by `parameter` or `tool.parameter`. */
export type Seeds = ServerPolicy['seedValues'];

/** One change of what `mcp.json` says about calling a server's tools. */
export type Adjustment =
  | { readonly key: 'include' | 'exclude'; readonly add: readonly string[] }
  | { readonly key: 'trust'; readonly set: 'names' }
  | { readonly key: 'seedValues'; readonly set: Seeds }
  /** A name of the list, or a key of the values, is taken out wherever it stands. */
  | { readonly key: 'include' | 'exclude' | 'seedValues'; readonly remove: string }
  | {
      readonly key: 'include' | 'exclude' | 'seedValues';
      readonly rename: string;
      readonly to: string;
    };

/** Values under a key that is known already stay: those under the other were never used. */
const renamed = (seeds: Seeds, from: string, to: string | null): Seeds =>
  Object.fromEntries(
    Object.entries(seeds).flatMap(([key, values]) =>
      key !== from
        ? [[key, values]]
        : to === null || Object.hasOwn(seeds, to)
          ? []
          : [[to, values]],
    ),
  );

function withOne(policy: ServerPolicy, adjustment: Adjustment): ServerPolicy {
  if (adjustment.key === 'trust') return { ...policy, trust: adjustment.set };
  if ('add' in adjustment)
    return { ...policy, [adjustment.key]: [...policy[adjustment.key], ...adjustment.add] };
  if ('set' in adjustment)
    return { ...policy, seedValues: { ...policy.seedValues, ...adjustment.set } };
  const [from, to] =
    'rename' in adjustment ? [adjustment.rename, adjustment.to] : [adjustment.remove, null];
  if (adjustment.key === 'seedValues')
    return { ...policy, seedValues: renamed(policy.seedValues, from, to) };
  const names = policy[adjustment.key].flatMap((name) => (name !== from ? name : (to ?? [])));
  return { ...policy, [adjustment.key]: names };
}

/** The policy after these changes, in their order. */
export const adjusted = (policy: ServerPolicy, changes: readonly Adjustment[]): ServerPolicy =>
  changes.reduce(withOne, policy);
