import { type Parameter, parametersOf } from '../catalog/parameters.ts';
import type { Tool } from '../catalog/tool.ts';
import { depthOf } from '../dataset/depth.ts';
import type { Binding, Engine, TaskCall, TaskDraft, TaskField, TaskFlow } from '../dataset/task.ts';
import type { Json, JsonObject } from '../json.ts';
import { leavesOf, shapePointer } from '../pointer.ts';
import type { Evaluate } from '../ports.ts';
import { answerSchema } from './answer-form.ts';
import { whyNoArgument } from './argument-words.ts';
import { parseExpression } from './expression-ast.ts';
import type { LaidOutField, LaidOutProposal } from './laid-out.ts';
import type { PlacedPart } from './prompt.ts';
import type { Misfit } from './proposal.ts';
import { signatureOf } from './signature.ts';

/** What a proposal is made into a draft with. `calls` are numbered c1, c2, … as the proposal names them. */
export interface AssembleInput {
  readonly proposal: LaidOutProposal;
  readonly engine: Engine;
  readonly calls: readonly TaskCall[];
  /** Catalog tools by id, for the schemas of arguments. */
  readonly tools: ReadonlyMap<string, Tool>;
  readonly offered: readonly string[];
  readonly seed: number;
  readonly evaluate: Evaluate;
}

const needsNoAccount = (parameter: Parameter | undefined): boolean =>
  parameter?.const !== undefined || parameter?.enum?.length === 1;

/** Binds every argument leaf that no flow fills to the bound piece of the prompt with its value. */
function argumentBindings(
  calls: readonly TaskCall[],
  flows: readonly TaskFlow[],
  tools: ReadonlyMap<string, Tool>,
  { prompt, placed }: Pick<LaidOutProposal, 'prompt' | 'placed'>,
): Binding[] {
  return calls.flatMap((call) => {
    const tool = tools.get(`${call.server}/${call.tool}`);
    const parameters = tool === undefined ? [] : parametersOf(tool);
    return [...leavesOf(call.arguments)].flatMap(({ pointer, value }) => {
      const flowed = flows.some(
        (flow) => flow.to === call.id && `${pointer}/`.startsWith(`${flow.to_pointer}/`),
      );
      const shape = shapePointer(call.arguments, pointer);
      const parameter = parameters.find((candidate) => candidate.pointer === shape);
      const part = placed.find(
        (candidate) =>
          candidate.value === value && whyNoArgument(prompt, candidate, pointer) === null,
      );
      if (flowed || needsNoAccount(parameter) || part === undefined) return [];
      return [{ call: call.id, pointer, span: part.span, normalizer: part.normalizer }];
    });
  });
}

/** Binds every literal of an expression to the bound piece of the prompt with its value. */
function literalBindings(
  expression: string,
  place: string,
  placed: readonly PlacedPart[],
): Binding[] {
  const parsed = parseExpression(expression);
  if (!parsed.ok) return [];
  const values = [...new Set(parsed.facts.literals.map((literal) => literal.value))];
  return values.flatMap((value) => {
    const part = placed.find((candidate) => candidate.value === value);
    return part === undefined
      ? []
      : [{ in: place, value, span: part.span, normalizer: part.normalizer }];
  });
}

async function label(
  field: LaidOutField,
  inputs: JsonObject,
  evaluate: Evaluate,
): Promise<{ field: TaskField; value: Json } | string> {
  const evaluated = await evaluate.evaluate(field.expression, inputs);
  if (!evaluated.ok) return `${field.name}: ${evaluated.reason}, ${evaluated.detail}`;
  const isList = Array.isArray(evaluated.value);
  if (isList !== (field.kind === 'list')) return `${field.name}: expected a ${field.kind}`;
  // Too many leaves, or no time left: then nobody can say what the field depends on.
  const sources = await evaluate
    .dependsOn(field.expression, inputs, evaluated.reads)
    .catch((error: Error) => error);
  if (sources instanceof Error) return `${field.name}: ${sources.message}`;
  if (sources.length === 0)
    return `${field.name}: depends on nothing that was observed: no other value there changes it, or its pattern fits none`;
  return { field: { ...field, sources }, value: evaluated.value };
}

const levelOf = (calls: number, depth: number): TaskDraft['difficulty']['level'] =>
  depth === 0 && calls === 1 ? 'easy' : depth < 2 ? 'medium' : 'hard';

/**
 * Makes a proposal into a draft: evaluates the labels, lists what they depend on, finds where each
 * argument and literal stands in the prompt. It decides nothing; the checks do that.
 */
export async function assemble(input: AssembleInput): Promise<TaskDraft | Misfit> {
  const { proposal, calls, evaluate } = input;
  const inputs: JsonObject = Object.fromEntries(calls.map((call) => [call.id, call.observation]));
  const fields: TaskField[] = [];
  const answer: JsonObject = {};
  for (const proposed of proposal.fields) {
    const labelled = await label(proposed, inputs, evaluate);
    if (typeof labelled === 'string') return { frame: proposal.frame, reason: labelled };
    if (Object.hasOwn(answer, labelled.field.name))
      return { frame: proposal.frame, reason: `two fields are called ${labelled.field.name}` };
    fields.push(labelled.field);
    answer[labelled.field.name] = labelled.value;
  }
  const flows = proposal.flows.map(
    (flow): TaskFlow => ({
      from: flow.from,
      expression: flow.expression,
      from_pointer: flow.fromPointer,
      to: flow.to,
      to_pointer: flow.toPointer,
      ...(flow.convert === undefined ? {} : { convert: flow.convert }),
    }),
  );
  const { prompt, placed } = proposal;
  const bindings = [
    ...argumentBindings(calls, flows, input.tools, proposal),
    ...flows.flatMap((flow, at) =>
      literalBindings(flow.expression, `/flows/${at}/expression`, placed),
    ),
    ...fields.flatMap((field, at) =>
      literalBindings(field.expression, `/fields/${at}/expression`, placed),
    ),
  ];
  const needed = [...new Set(calls.map((call) => `${call.server}/${call.tool}`))].sort();
  return {
    prompt,
    answer,
    answer_schema: answerSchema(fields, answer),
    answer_template: proposal.template,
    fields,
    calls,
    flows,
    bindings,
    needed_tools: needed,
    offered_tools: [...new Set([...needed, ...input.offered])].sort(),
    servers: [...new Set(calls.map((call) => call.server))].sort(),
    signature: signatureOf(calls, fields, flows),
    difficulty: { level: levelOf(calls.length, depthOf(flows)), basis: 'structural' },
    engine: input.engine,
    seed: input.seed,
  };
}

/** True for what `assemble` gives when a proposal has no label. */
export const isMisfit = (made: TaskDraft | Misfit): made is Misfit => 'frame' in made;
