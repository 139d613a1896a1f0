import type { ScriptedReply, ScriptedRequest } from '@firefly/llm/testing/scripted';
import { isWhole, play } from './play.ts';
import { calling } from './replying.ts';
import { firstSaid, heardIn, toolNames } from './request.ts';
import type { Story } from './stories/story.ts';
import { inOrderOf, stories } from './stories.ts';

/** Stories that one exploration follows. */
const MOST = 3;
/** Calls that it makes where no story fits. */
const CURIOUS = 2;

const isChain = ({ calls }: Story): boolean => calls.some(({ flows }) => flows !== undefined);

/** What it follows: a story whose calls feed each other comes first. */
function chosen(request: ScriptedRequest): Story[] {
  const offered = new Set(toolNames(request));
  const fitting = stories.filter(({ calls }) => calls.every(({ tool }) => offered.has(tool)));
  const order = inOrderOf(firstSaid(request), fitting);
  const chain = order.find(isChain);
  const first = chain === undefined ? order : [chain, ...order.filter((one) => one !== chain)];
  return first.slice(0, MOST);
}

/** Calls with the values that are known to work, as the opening lists them. */
function curious(request: ScriptedRequest) {
  const offered = new Set(toolNames(request));
  const known = [...firstSaid(request).matchAll(/^(\S+__\S+) \/(\w+): (.+)$/gm)];
  return known.flatMap(([, tool = '', parameter = '', values = '']) => {
    if (!offered.has(tool)) return [];
    const [value] = JSON.parse(`[${values}]`) as string[];
    return value === undefined ? [] : [{ tool, arguments: { [parameter]: value } }];
  });
}

/** Explores as far as a story goes, then the next; without any it tries a little and ends. */
export async function explore(request: ScriptedRequest): Promise<ScriptedReply> {
  const heard = heardIn(request);
  const followed = chosen(request);
  let whole = 0;
  for (const story of followed) {
    const played = await play(story, heard);
    if (played === undefined) continue;
    if (played.next.length > 0) return calling(`I look into ${story.name}.`, played.next);
    if (isWhole(story, played)) whole += 1;
  }
  if (whole === 0 && heard.length < CURIOUS) {
    const calls = curious(request).slice(heard.length, CURIOUS);
    if (calls.length > 0) return calling('I see what there is.', calls);
  }
  const why = whole === 0 ? { why: 'little hangs together here' } : {};
  return calling('That will do.', [{ tool: 'finish', arguments: why }]);
}
