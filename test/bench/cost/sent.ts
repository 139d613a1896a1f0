import type { ModelStage } from '@firefly/contracts/model';
import type { ScriptedReply, ScriptedRequest } from '@firefly/llm/testing/scripted';
import { tokensOf } from '@firefly/llm/testing/tokens';
import { askedBy, firstSaid, toolNames } from '../../e2e/models/request.ts';

/** What one stage sent to models and got from them. Tokens by a public tokenizer, nothing left out as cached. */
export interface StageTokens {
  requests: number;
  input: number;
  output: number;
}

/** What one exploration by a model was given, and how far it went. */
export interface Explored {
  /** Tools on the menu. */
  readonly tools: number;
  /** Requests of it. */
  turns: number;
  /** Calls that its model asked for. */
  calls: number;
}

/** Counts all that goes over the wire: whole requests, and every reply. */
export function makeCount() {
  const stages = new Map<ModelStage, StageTokens>();
  const explored = new Map<string, Explored>();
  return {
    stages: stages as ReadonlyMap<ModelStage, StageTokens>,
    explorations: (): readonly Explored[] => [...explored.values()],
    add(request: ScriptedRequest, reply: ScriptedReply): void {
      const asked = askedBy(request);
      const stage = asked === 'closed' ? 'solve' : asked;
      const count = stages.get(stage) ?? { requests: 0, input: 0, output: 0 };
      const { system, tools, tool_choice, messages } = request;
      count.requests += 1;
      count.input += tokensOf(JSON.stringify({ system, tools, tool_choice, messages }));
      count.output += tokensOf(JSON.stringify(reply.content));
      stages.set(stage, count);
      if (stage !== 'explore') return;
      const opening = firstSaid(request);
      const one = explored.get(opening) ?? {
        tools: toolNames(request).length - 1,
        turns: 0,
        calls: 0,
      };
      one.turns += 1;
      one.calls += reply.content.filter(
        (block) => block.type === 'tool_use' && block.name !== 'finish',
      ).length;
      explored.set(opening, one);
    },
  };
}

export type Count = ReturnType<typeof makeCount>;
