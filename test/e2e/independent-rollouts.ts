/** What a bundle says of rollouts, recomputed from docs/bundle-format.md alone: nothing of FireFly. */
import { canonical, isObject, type Json } from './independent-notions.ts';

type Row = Record<string, Json>;
type Check = (kind: string, place: string, holds: boolean) => void;

const rows = (value: Json | undefined): Row[] => (value ?? []) as Row[];

function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 0; i < k; i += 1) ways = (ways * (n - i)) / (i + 1);
  return k > n ? 0 : ways;
}

const near = (a: Json | undefined, b: number): boolean =>
  typeof a === 'number' && Math.abs(a - b) <= 1e-6;

/** The model view of a result of texts alone that is not cut; undefined for any other. */
function viewed(result: Json): string | undefined {
  if (!isObject(result) || !Array.isArray(result.content)) return undefined;
  const blocks = result.content.map((block) => (isObject(block) ? block : {}));
  const texts = blocks.map(({ type, text }) => (type === 'text' ? text : undefined));
  if (texts.length === 0 || !texts.every((text) => typeof text === 'string')) return undefined;
  const view = texts.join('\n');
  return view.length <= 16_000 ? view : undefined;
}

/** The messages of an attempt: what a model was told, and what it answered with. */
function checkAttempt(row: Row, label: Json, responses: ReadonlyMap<string, Json>, check: Check) {
  const place = `${row.task_id} ${row.attempt}`;
  const said = rows(row.messages);
  const told = new Map(said.map((message) => [message.tool_call_id, message.content]));
  for (const { call, tier, recording } of rows(row.answers)) {
    if (tier !== 'exact') continue;
    const response = responses.get(String(recording));
    check('rollout recording', `${place} ${call}`, response !== undefined && told.has(call));
    const view = response === undefined ? undefined : viewed(response);
    if (view !== undefined) check('rollout content', `${place} ${call}`, told.get(call) === view);
  }
  const submitted = said
    .flatMap((message) => rows(message.tool_calls))
    .filter(({ tool }) => tool === 'submit_answer');
  const right =
    submitted.length === 1 && canonical(submitted[0]?.arguments ?? null) === canonical(label);
  const { reward } = row.reward as Row;
  if (right) check('rollout reward', place, reward === 1);
}

/** Holds the rollouts of a task against what it says of them. */
export function checkRollouts(
  task: Row,
  attempts: readonly Row[],
  responses: ReadonlyMap<string, Json>,
  check: Check,
): void {
  const place = String(task.id).slice(0, 8);
  const { rollouts } = task.solve as Row;
  check('rollouts told', place, (rollouts === undefined) === (attempts.length === 0));
  if (!isObject(rollouts)) return;
  for (const row of attempts) checkAttempt(row, task.answer ?? null, responses, check);
  const n = attempts.length;
  const c = attempts.filter(({ reward }) => (reward as Row).reward === 1).length;
  check('rollouts', place, rollouts.n === n && rollouts.passed === c);
  for (const [k, value] of Object.entries(rollouts.pass_at_k as Row))
    check('pass@k', place, near(value, 1 - choose(n - c, Number(k)) / choose(n, Number(k))));
  for (const [k, value] of Object.entries(rollouts.pass_hat_k as Row))
    check('pass^k', place, near(value, choose(c, Number(k)) / choose(n, Number(k))));
}
