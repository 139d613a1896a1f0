import { toolId } from '@firefly/domain/catalog/tool';
import type { TaskCall } from '@firefly/domain/dataset/task';
import { show } from '@firefly/domain/judging/check';
import { isLabel } from '@firefly/domain/judging/cities';
import { type Unaccounted, unaccountedArguments } from '@firefly/domain/judging/unaccounted';
import type { PlacedPart } from '@firefly/domain/synthesis/prompt';
import type { ProposedFlow } from '@firefly/domain/synthesis/proposal';
import { type FoundFlow, flowOf } from './flow-of.ts';
import { saidFlag, saidValue } from './said-value.ts';
import { type AccountInput, tracedFlow } from './traced-flow.ts';

/** Where the arguments of one call come from, and what comes from nowhere. */
export interface Account {
  readonly flows: readonly ProposedFlow[];
  readonly placed: readonly PlacedPart[];
  readonly problems: readonly string[];
}

const covers = (outer: string, pointer: string): boolean => `${pointer}/`.startsWith(`${outer}/`);

async function accountOf(
  input: AccountInput,
  call: TaskCall,
  { pointer, value, key }: Unaccounted,
): Promise<{ readonly placed: PlacedPart } | FoundFlow> {
  const { task, calls, traces, evaluate } = input;
  const scalar = typeof value === 'string' || typeof value === 'number' ? value : undefined;
  const named = value === true && key === undefined ? saidFlag(task, pointer) : undefined;
  if (named !== undefined) return { placed: named };
  const said = scalar === undefined || key !== undefined ? undefined : saidValue(task, scalar);
  const given = task.flows.find((flow) => flow.to === call.id && covers(flow.argument, pointer));
  // A name that the prompt says does not flow; a number may stand there by chance.
  if (said !== undefined && (given === undefined || isLabel(value))) return { placed: said };
  const flow = given && (await flowOf(calls, call, given.argument, given.expression, evaluate));
  if (flow !== undefined && 'flow' in flow) return flow;
  const trace = traces.find((each) => each.to === call.id && each.toPointer === pointer);
  const traced = trace && (await tracedFlow(input, call, trace));
  if (traced !== undefined && 'flow' in traced) return traced;
  if (said !== undefined) return { placed: said };
  const remedy =
    scalar !== undefined
      ? 'the prompt must say it, or a flow give it'
      : value === true
        ? 'bind words that name it to true, or leave this call out'
        : 'no prompt says that, so leave this call out';
  const nowhere = `${call.id} ${pointer} = ${show(value)} comes from nowhere: ${remedy}`;
  return flow ?? traced ?? { problem: nowhere };
}

/** Says for each argument of a call whether the prompt says it or from where it flows (rule 2.6). */
export async function account(input: AccountInput, call: TaskCall): Promise<Account> {
  const tool = input.tools.get(toolId({ server: call.server, name: call.tool }));
  const flows: ProposedFlow[] = [];
  const placed: PlacedPart[] = [];
  const problems: string[] = [];
  for (const place of unaccountedArguments(call, tool?.inputSchema ?? {}, [], [])) {
    if (flows.some(({ toPointer }) => covers(toPointer, place.pointer))) continue;
    const found = await accountOf(input, call, place);
    if ('placed' in found) placed.push(found.placed);
    else if ('flow' in found) flows.push(found.flow);
    else problems.push(found.problem);
  }
  return { flows, placed, problems };
}
