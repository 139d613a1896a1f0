import { type Adjustment, adjusted } from '../catalog/adjustment.ts';
import { discoveryCalls } from '../catalog/fillable.ts';
import { permissionOf, proviso, trustable } from '../catalog/permission.ts';
import { objections } from '../catalog/qualify.ts';
import { NO_SETTING, type Reason } from '../catalog/reason.ts';
import type { ServerPolicy, Tool } from '../catalog/tool.ts';
import { wanting } from '../catalog/wanting.ts';
import { feedable } from '../tool-graph/feedable.ts';
import { operatorTrials } from '../tool-graph/operators.ts';
import { searchTool } from './search-tools.ts';

/** What a run does with a tool. `waiting`: it is called once other calls bring up what it asks for. */
export type ToolState = 'called' | 'waiting' | 'not called';

/** Something that an operator could write to change what a run does with a tool. */
export interface Change {
  readonly adjustments: readonly Adjustment[];
  /** What is to be the case, or what it is for: "if it only reads", "to give some". */
  readonly when: string;
  /** The state of the tool after it. */
  readonly becomes: ToolState;
}

/** What a run will do with a tool, why, and what would change it, the nearest first. */
export interface Outlook {
  readonly state: ToolState;
  readonly reasons: readonly Reason[];
  readonly changes: readonly Change[];
}

const RANK: Readonly<Record<ToolState, number>> = { 'not called': 0, waiting: 1, called: 2 };

/** Whether a value out of another call can make a call of this tool: a text or a number. */
const isFeedable = (tool: Tool, policy: ServerPolicy): boolean =>
  feedable(tool, [], policy).some(({ parameter }) =>
    ['string', 'number', 'integer'].includes(parameter.type),
  );

/** What a run does with a tool, decided by its own code: what qualifies, what is filled or tried at once, what can be reached. */
export function stateOf(tool: Tool, policy: ServerPolicy): ToolState {
  if (objections(tool, policy).length > 0) return 'not called';
  if (discoveryCalls(tool, policy).length > 0 || operatorTrials([tool], []).length > 0)
    return 'called';
  const reachable = isFeedable(tool, policy) || searchTool(tool) !== undefined;
  return reachable ? 'waiting' : 'not called';
}

const GIVE = 'give some under "seedValues"';

function unfilled(tool: Tool, policy: ServerPolicy, waits: boolean): Reason {
  const names = Object.keys(wanting(tool, policy) ?? {}).map((k) => k.slice(tool.name.length + 1));
  const what = names.length === 0 ? 'what it requires' : names.map((n) => `\`${n}\``).join(', ');
  const given = names.some((name) =>
    [name, `${tool.name}.${name}`].some((key) => Object.hasOwn(policy.seedValues, key)),
  );
  const misfit = given ? ' (those under "seedValues" do not fit its schema)' : '';
  const why = waits
    ? `once values for ${what} come up from other calls${misfit}`
    : `no values are known for ${what}, and other calls cannot bring them up${misfit}`;
  const remedy = names.length === 0 ? `${NO_SETTING}: no text, number or flag fills it` : GIVE;
  return { why, remedy };
}

/** What an operator could decide about a tool, alone or one after the other, the smallest first. */
function decisions(tool: Tool, policy: ServerPolicy): Omit<Change, 'becomes'>[] {
  const { name } = tool;
  const back: Adjustment[] = policy.exclude.includes(name)
    ? [{ key: 'exclude', remove: name }]
    : [];
  const include: Adjustment = { key: 'include', add: [name] };
  const trust: Adjustment = { key: 'trust', set: 'names' };
  return [
    { adjustments: back, when: back.length > 0 ? 'to use it' : '' },
    { adjustments: [...back, include], when: proviso(tool) },
    ...(trustable(tool)
      ? [{ adjustments: [...back, trust], when: 'if all tools with such names only read' }]
      : []),
  ];
}

/** A decision that brings a tool further, if need be with values for its arguments; null if it does not. */
function bettered(
  tool: Tool,
  policy: ServerPolicy,
  state: ToolState,
  { adjustments, when }: Omit<Change, 'becomes'>,
): Change | null {
  const alone = stateOf(tool, adjusted(policy, adjustments));
  if (RANK[alone] > RANK[state]) return { adjustments, when, becomes: alone };
  const seeds = wanting(tool, adjusted(policy, adjustments));
  if (seeds === null) return null;
  const both = [...adjustments, { key: 'seedValues', set: seeds } as const];
  const becomes = stateOf(tool, adjusted(policy, both));
  return RANK[becomes] > RANK[state]
    ? { adjustments: both, when: when === '' ? 'to give some' : when, becomes }
    : null;
}

function changesOf(tool: Tool, policy: ServerPolicy, state: ToolState): Change[] {
  if (state === 'called') {
    const adjustments: Adjustment[] = [{ key: 'exclude', add: [tool.name] }];
    return [{ adjustments, when: 'to leave it out', becomes: 'not called' }];
  }
  const [first, ...others] = decisions(tool, policy);
  const least = first && bettered(tool, policy, state, first);
  if (least) return [least];
  return others.flatMap((decision) => bettered(tool, policy, state, decision) ?? []);
}

/**
 * What a run will do with a tool. Each change was tried on the policy: what it promises holds. No call
 * is made, so whether values really come up for a waiting tool is not known.
 */
export function outlookOf(tool: Tool, policy: ServerPolicy): Outlook {
  const state = stateOf(tool, policy);
  const against = objections(tool, policy);
  const reasons =
    state === 'called'
      ? [permissionOf(tool, policy).reason]
      : against.length > 0
        ? against
        : [unfilled(tool, policy, state === 'waiting')];
  return { state, reasons, changes: changesOf(tool, policy, state) };
}
