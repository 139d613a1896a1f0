import type { Tool } from '../catalog/tool.ts';
import { toolId } from '../catalog/tool.ts';
import type { PlannedCall } from '../exploration/planned-call.ts';
import { canonicalJson } from '../identity.ts';
import { arithmeticTrials, type NumberOperator, numberOperator } from './arithmetic.ts';
import { type PointOperator, pointOperator, pointTrials } from './points.ts';
import type { TriedCall } from './standing.ts';

/** A tool that makes something new of two values, whatever they belong to. */
export type Operator = NumberOperator | PointOperator;

/** The trial calls still to be made before it is known which tools are operators. */
export function operatorTrials(tools: readonly Tool[], calls: readonly TriedCall[]): PlannedCall[] {
  const made = new Set(calls.map((call) => canonicalJson([call.tool, call.arguments])));
  return tools
    .flatMap((tool) =>
      [...arithmeticTrials(tool), ...pointTrials(tool)].map((args) => ({
        tool: toolId(tool),
        arguments: args,
      })),
    )
    .filter((call) => !made.has(canonicalJson([call.tool, call.arguments])));
}

/** The operators among the tools, by what their trials answered. */
export const operatorsOf = (tools: readonly Tool[], calls: readonly TriedCall[]): Operator[] =>
  tools.flatMap((tool) => numberOperator(tool, calls) ?? pointOperator(tool, calls) ?? []);
