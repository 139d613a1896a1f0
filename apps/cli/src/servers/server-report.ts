import type { Adjustment } from '@firefly/domain/catalog/adjustment';
import { corrections } from '@firefly/domain/catalog/misnamed';
import { reasonText } from '@firefly/domain/catalog/reason';
import { survey } from '@firefly/domain/catalog/survey';
import type { Tool } from '@firefly/domain/catalog/tool';
import {
  type Change,
  type Outlook,
  outlookOf,
  type ToolState,
} from '@firefly/domain/exploration/outlook';
import type { ServerListing } from '@firefly/domain/ports';
import { type Edit, editsOf } from '@firefly/mcp/config/edits';
import { policyOf, type ServerEntry, type ServersFile } from '@firefly/mcp/config/servers-file';

/** How to change what a run does with a tool. */
export interface ChangeReport {
  /** What is to be the case, or what it is for: "if it only reads". */
  readonly when: string;
  /** The state of the tool after it. */
  readonly becomes: ToolState;
  readonly edits: readonly Edit[];
}

export interface ToolReport {
  readonly name: string;
  readonly state: ToolState;
  /** Why, for people; behind a semicolon what would change that. */
  readonly reasons: readonly string[];
  readonly changes: readonly ChangeReport[];
}

/** One change for several tools at once; what becomes of each stands with the tool. */
export interface JointReport {
  readonly when: string;
  readonly tools: readonly string[];
  readonly edits: readonly Edit[];
}

/** A server as a run would find it. */
export interface ServerReport {
  readonly name: string;
  readonly usable: boolean;
  /** Why it cannot be used. */
  readonly reason: string | null;
  /** What it says of itself; null if it did not come to that. */
  readonly says: {
    readonly name: string;
    readonly version: string;
    readonly protocol: string;
  } | null;
  readonly notes: readonly string[];
  /** What to write for names in `mcp.json` that mean nothing. */
  readonly corrections: readonly Edit[];
  readonly tools: readonly ToolReport[];
  readonly together: readonly JointReport[];
}

/** The report of a server that could not be started, or did not list its tools. */
export const unusable = (name: string, reason: string): ServerReport => ({
  ...{ name, usable: false, reason, says: null },
  ...{ notes: [], corrections: [], tools: [], together: [] },
});

type Editor = (adjustments: readonly Adjustment[]) => Edit[];

interface Look {
  readonly tool: Tool;
  readonly outlook: Outlook;
}

/** What one adjustment alone changes, by the key it stands under. */
const alone = (change: Change, key: Adjustment['key']): boolean =>
  change.adjustments.length === 1 && change.adjustments[0]?.key === key;

/** Tools for which the same kind of change is open, of two and more the one that does for all. */
function joint(
  looks: readonly Look[],
  key: 'include' | 'trust',
  adjustment: (tools: readonly string[]) => Adjustment,
  edit: Editor,
): JointReport[] {
  const groups = new Map<string, { when: string; tools: string[] }>();
  for (const { tool, outlook } of looks)
    for (const change of outlook.changes.filter((one) => alone(one, key))) {
      // Who is sure of one reading name is not sure of a tool that nothing speaks for.
      const alike = JSON.stringify([change.when, outlook.reasons.map(({ why }) => why)]);
      const tools = groups.get(alike)?.tools ?? [];
      groups.set(alike, { when: change.when, tools: [...tools, tool.name] });
    }
  return [...groups.values()]
    .filter(({ tools }) => tools.length > 1)
    .map(({ when, tools }) => ({ when, tools, edits: edit([adjustment(tools)]) }));
}

const jointly = (looks: readonly Look[], edit: Editor): JointReport[] => [
  ...joint(looks, 'include', (add) => ({ key: 'include', add }), edit),
  ...joint(looks, 'trust', () => ({ key: 'trust', set: 'names' }), edit),
];

const toolReport = ({ tool, outlook }: Look, edit: Editor): ToolReport => ({
  name: tool.name,
  state: outlook.state,
  reasons: outlook.reasons.map(reasonText),
  changes: outlook.changes.map(({ when, becomes, adjustments }) => ({
    ...{ when, becomes },
    edits: edit(adjustments),
  })),
});

/** What a run will make of a server that listed its tools. */
export function reportOf(
  file: Pick<ServersFile, 'content'>,
  entry: ServerEntry,
  listing: ServerListing,
): ServerReport {
  const policy = policyOf(entry);
  const edit: Editor = (adjustments) => editsOf(file.content, entry.name, adjustments);
  const { qualified, slips, refused, notes } = survey(listing.tools, policy);
  const { name, version, protocolVersion: protocol } = listing;
  const common = {
    ...{ name: entry.name, usable: refused === null, reason: refused },
    says: { name, version, protocol },
    notes: [...listing.notes, ...notes],
    corrections: edit(corrections(slips, listing.tools)),
  };
  if (refused !== null) {
    const reasons = ['its server is not used'];
    const left = listing.tools.map(
      (tool): ToolReport => ({
        ...{ name: tool.name, state: 'not called', reasons, changes: [] },
      }),
    );
    return { ...common, tools: left, together: [] };
  }
  const looks = qualified.map(({ tool }) => ({ tool, outlook: outlookOf(tool, policy) }));
  const tools = looks.map((look) => toolReport(look, edit));
  return { ...common, tools, together: jointly(looks, edit) };
}
