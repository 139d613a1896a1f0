import type { ToolGraph, ToolView } from '@firefly/contracts/control-api/tools';
import { type Qualification, type Tool, toolId } from '@firefly/domain/catalog/tool';
import type { Edge } from '@firefly/domain/tool-graph/edge';

/** A tool with what a run makes of it. */
export const toolViewOf = (
  tool: Tool,
  { kept, readOnly, reasons }: Pick<Qualification, 'kept' | 'readOnly' | 'reasons'>,
): ToolView => ({
  ...{ server: tool.server, name: tool.name, title: tool.title ?? null },
  ...{ description: tool.description, input_schema: tool.inputSchema },
  ...{ output_schema: tool.outputSchema ?? null, fingerprint: tool.fingerprint },
  qualification: { kept, read_only: readOnly, reasons: [...reasons] },
});

/** The graph over the kept tools. */
export const graphViewOf = (kept: readonly Tool[], edges: readonly Edge[]): ToolGraph => ({
  nodes: kept.map((tool) => ({ id: toolId(tool), server: tool.server, name: tool.name })),
  edges: edges.map(({ from, fromPath, to, toPath, meaning, confidence, evidence }) => ({
    ...{ from, from_path: fromPath, to, to_path: toPath },
    ...{ meaning, confidence, evidence: [...evidence] },
  })),
});
