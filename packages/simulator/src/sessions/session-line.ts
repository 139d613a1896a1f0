import { type MissedCall, MOST_MISSES, type SessionLine } from '@firefly/contracts/session-log';
import { NOT_KEPT } from '@firefly/domain/simulation/keepable';
import { type LoggedCall, TOO_LONG } from './call-log.ts';
import type { Session } from './session.ts';
import type { End } from './sessions.ts';
import { summaryOf } from './summary.ts';

/** The misses of a session, each once with how often it was met, and how many more there were. */
function missesOf({ calls, task }: Pick<Session, 'calls' | 'task'>) {
  const found = new Map<string, MissedCall>();
  let leftOut = 0;
  const count = ({ server, tool, arguments: args }: LoggedCall): void => {
    const offered = task.tools.get(`${server}/${tool}`);
    // A tool that the task does not offer is none that a server was to be asked for.
    if (offered === undefined) return;
    if (args === NOT_KEPT || args === TOO_LONG) {
      leftOut += 1;
      return;
    }
    const text = JSON.stringify(args);
    const key = JSON.stringify([server, tool, text]);
    const known = found.get(key);
    if (known !== undefined) found.set(key, { ...known, count: known.count + 1 });
    else if (found.size >= MOST_MISSES) leftOut += 1;
    else {
      const { fingerprint } = offered;
      found.set(key, { server, tool, fingerprint, arguments: args, count: 1 });
    }
  };
  for (const call of calls) if (call.tier === 'miss') count(call);
  return { misses: [...found.values()], misses_left_out: leftOut };
}

/** A session that has ended as a line of a log: what was asked, how it was answered, what was missed. */
export function sessionLine(session: Session, end: End, endedAt: Date): SessionLine {
  const { faults, ...summary } = summaryOf(session);
  return {
    format: 'firefly.session/1',
    ...summary,
    ...{ ended_at: endedAt.toISOString(), end },
    faults: Object.values(faults).reduce((sum, count) => sum + count, 0),
    ...missesOf(session),
  };
}
