import { canonicalJson, requestKey, sha256, stateKey } from '@firefly/domain/identity';
import { observe } from '@firefly/domain/observing/observe';
import type { TaskContext } from './context.ts';

/** Every call: its tool, its state, its recording, and the observation of its result. */
export function verifyCalls(context: TaskContext): void {
  const { task, tools, recordings, add, count } = context;
  for (const [index, call] of task.calls.entries()) {
    count('calls');
    const name = `${call.server}/${call.tool}`;
    const tool = tools.get(name);
    if (tool === undefined) add(`/calls/${index}/tool`, `${name} is not in tools.jsonl`);
    else if (tool.fingerprint !== call.fingerprint)
      add(`/calls/${index}/fingerprint`, `is not that of ${name} in tools.jsonl`);

    const changes = task.calls
      .slice(0, index)
      .filter(
        (earlier) =>
          earlier.server === call.server &&
          tools.get(`${earlier.server}/${earlier.tool}`)?.read_only === false,
      );
    if (stateKey(changes) !== call.state_key)
      add(`/calls/${index}/state_key`, 'is not the hash of the earlier calls that change state');

    if (canonicalJson(observe(call.result)) !== canonicalJson(call.observation))
      add(`/calls/${index}/observation`, 'is not the observation of the result');

    const known = (recordings.get(requestKey(call)) ?? []).filter(
      (recording) => recording.server === call.server && recording.tool === call.tool,
    );
    const result = sha256(canonicalJson(call.result));
    const same = known.find((recording) => recording.result === result);
    if (same) same.used.add(task.split);
    else if (known.length > 0)
      add(`/calls/${index}/result`, `differs from the recording of this request, ${known[0]?.id}`);
    else add(`/calls/${index}`, `no recording of this request to ${name}`);
  }
}
