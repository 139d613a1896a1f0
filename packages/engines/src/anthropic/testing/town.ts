import type { ModelReply } from '@firefly/contracts/model';
import type { MenuPlan } from '@firefly/domain/exploration/plan';
import type { Json, JsonObject } from '@firefly/domain/json';
import type { Edge } from '@firefly/domain/tool-graph/edge';
import { aCatalog, aResult, aTool } from '@firefly/testing/builders/parts';
import type { MadeCall } from '../explorer/calls.ts';
import { type ExploreStep, exploreLimits, exploreNext, type MenuInput } from '../explorer.ts';

/** A made-up town that a model explores, and servers that always answer the same. */

const string = { type: 'string' };

export const townTools = aCatalog(
  aTool('geo', 'search_cities', 'Finds cities by name.', {
    query: { ...string, description: 'Name of the city' },
    limit: { type: 'integer', default: 5 },
  }),
  aTool('geo', 'get_city', 'Gives what is known of a city.', { id: string }),
  aTool('maps', 'distance', 'Distance between two points, in km.', {
    from: { type: 'array', items: { type: 'number' }, minItems: 2 },
    to: { type: 'array', items: { type: 'number' }, minItems: 2 },
  }),
  aTool('maps', 'broken', 'Never works.', { place: string }),
);

const link = (to: string, toPath: string): Edge => ({
  from: 'geo/search_cities',
  fromPath: '/*/id',
  to,
  toPath,
  meaning: 'city id',
  confidence: 'high',
  evidence: ['executed'],
});

export const townPlan: MenuPlan = {
  kind: 'menu',
  seed: 7,
  tools: [...townTools.keys()],
  edges: [link('geo/get_city', '/id')],
};

export const town: MenuInput = {
  plan: townPlan,
  tools: townTools,
  values: [{ tool: 'geo/search_cities', pointer: '/query', values: ['Lausanne', 'Besançon'] }],
  limits: exploreLimits,
};

/** What the town's servers answer. */
export function answerOf(tool: string, args: JsonObject): MadeCall {
  const made = (observation: Json, failure: string | null = null): MadeCall => ({
    tool,
    arguments: args,
    result: aResult(observation),
    failure,
  });
  const name = String(args.query ?? args.id ?? '');
  if (tool === 'geo/search_cities')
    return made([{ id: `id-of-${name}`, name, latitude: 40 + name.length / 3 }]);
  if (tool === 'geo/get_city')
    return made({ mayor: `Mayor of ${name}`, population: 1_000 + name.length * 37 });
  if (tool === 'maps/distance') return made({ km: 93.922 });
  return made('out of order', '"isError": true: out of order');
}

/** Every step of an exploration, with how many replies and calls there were before it. */
export interface Run {
  readonly steps: readonly { replies: number; calls: number; step: ExploreStep }[];
  readonly calls: readonly MadeCall[];
  readonly end: ExploreStep;
}

/** Carries an exploration out: the model says what the script says, and nothing once it is at its end. */
export function explore(
  replies: readonly ModelReply[],
  input: MenuInput = town,
  answer: typeof answerOf = answerOf,
): Run {
  const steps: { replies: number; calls: number; step: ExploreStep }[] = [];
  const calls: MadeCall[] = [];
  let heard = 0;
  for (;;) {
    const step = exploreNext(input, replies.slice(0, heard), calls);
    steps.push({ replies: heard, calls: calls.length, step });
    if ('stop' in step || ('ask' in step && heard === replies.length))
      return { steps, calls, end: step };
    if ('call' in step) calls.push(answer(step.call.tool, step.call.arguments));
    else heard += 1;
  }
}
