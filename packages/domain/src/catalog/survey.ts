import { fingerprint } from '../identity.ts';
import { type Misnamed, misnamed, notes, refusal } from './misnamed.ts';
import { qualify } from './qualify.ts';
import type { ListedTool, Qualification, ServerPolicy, Tool } from './tool.ts';

/** What a server's list of tools comes to under its operator's policy. */
export interface Survey {
  readonly qualified: readonly { readonly tool: Tool; readonly qualification: Qualification }[];
  readonly slips: Misnamed;
  /** Why the whole server is not used, or null. */
  readonly refused: string | null;
  /** What its operator should know though it is used. */
  readonly notes: string[];
}

/** Takes in what a server lists: who discovers it and who only looks must come to the same. */
export function survey(listed: readonly ListedTool[], policy: ServerPolicy): Survey {
  const tools = listed.map(
    (tool): Tool => ({ ...tool, server: policy.server, fingerprint: fingerprint(tool) }),
  );
  const slips = misnamed(policy, tools);
  return {
    qualified: tools.map((tool) => ({ tool, qualification: qualify(tool, policy) })),
    slips,
    refused: refusal(slips, policy.server),
    notes: notes(slips),
  };
}
