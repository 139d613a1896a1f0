import { oneLine } from '../words/one-line.ts';
import { reasonText } from './reason.ts';
import type { Qualification, ServerPolicy } from './tool.ts';

/** What a model thinks of a tool that the rules keep. */
export interface ToolOpinion {
  /** Tool id `server/tool`. */
  readonly tool: string;
  readonly verdict: 'keep' | 'drop';
  /** The model's own words; may be empty for a tool to keep. */
  readonly reason: string;
  /** Where the opinion comes from: the model, and the prompt that it was asked with. */
  readonly model: string;
  readonly prompt: { readonly name: string; readonly version: number };
}

const REASON = 120;
const SAID = 'a model says: ';

/** Whether a model has dropped it, and nothing else was against it. */
export const isDoubted = ({ kept, reasons }: Qualification): boolean =>
  !kept && reasons.length === 1 && reasons[0]?.startsWith(SAID) === true;

/**
 * Whether a model is asked about a tool: not about one that the rules drop, or that the operator names. One
 * that a model has dropped stays among those asked about, so that asking again is asking the same.
 */
export const isDoubtable = (qualification: Qualification, policy: ServerPolicy): boolean =>
  (qualification.kept || isDoubted(qualification)) && !policy.include.includes(qualification.tool);

/**
 * A qualification with what a model says. It can drop a tool and nothing else: what the rules drop stays
 * dropped for their reasons, and no opinion changes nothing.
 */
export function doubted(
  qualification: Qualification,
  opinion: ToolOpinion | undefined,
): Qualification {
  if (!qualification.kept || opinion?.verdict !== 'drop') return qualification;
  // A semicolon parts a reason from its remedy.
  const said = oneLine(opinion.reason, REASON).replaceAll(';', ',');
  const { name, version } = opinion.prompt;
  const why = `${SAID}${said} (${opinion.model}, prompt ${name} ${version})`;
  const remedy = `if that is wrong, add "include": [${JSON.stringify(qualification.tool)}] to the "firefly" key of server "${qualification.server}" in mcp.json`;
  return { ...qualification, kept: false, reasons: [reasonText({ why, remedy })] };
}
