import { whyOf } from '@firefly/domain/catalog/reason';
import type { ToolState } from '@firefly/domain/exploration/outlook';
import type { ChangeReport, ToolReport } from './server-report.ts';

/** Tools of one state for one reason, which the same kind of line would change. */
export interface Group {
  readonly state: ToolState;
  readonly why: string;
  readonly tools: readonly ToolReport[];
  /** That of the first tool; those of the others differ from it in what is named only. */
  readonly change: ChangeReport | undefined;
}

const ORDER: readonly ToolState[] = ['called', 'waiting', 'not called'];

/** With a line to write, why it is so; without one, also that nothing, or something else, helps. */
const whyOfTool = ({ reasons, changes }: ToolReport): string =>
  (changes.length > 0 ? reasons.map(whyOf) : reasons).join('. Also: ');

/** The tools of a server, those that are called first; in each group in the server's order. */
export function groupsOf(tools: readonly ToolReport[]): Group[] {
  const groups = new Map<string, ToolReport[]>();
  for (const tool of tools) {
    const [change] = tool.changes;
    const kinds = change?.edits.map(({ kind, place, was }) => [kind, place, was ?? '']);
    const key = JSON.stringify([
      ...[tool.state, whyOfTool(tool), change?.when ?? '', change?.becomes ?? ''],
      kinds ?? [],
    ]);
    groups.set(key, [...(groups.get(key) ?? []), tool]);
  }
  return [...groups.values()]
    .flatMap((held): Group[] => {
      const [first] = held;
      if (first === undefined) return [];
      const { state, changes } = first;
      return [{ state, why: whyOfTool(first), tools: held, change: changes[0] }];
    })
    .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
}
