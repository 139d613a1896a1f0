import type { ToolReply, ToolSession } from '@firefly/domain/ports';
import type { Gate } from '../limits/gate.ts';
import { callTool } from './call.ts';
import type { Connection } from './connect.ts';
import type { ToolServersOptions } from './options.ts';

/** What a session tells the owner of its connection. */
export interface SessionEvents {
  /** A reply came: the process works. */
  answered(): void;
  /** No reply came: the process must not be used any more. */
  broken(): void;
  /** The session ended. */
  closed(): Promise<void>;
}

/** A conversation that, once a reply was lost with the process, gives that same answer for ever. */
export function makeSession(
  connection: Connection,
  options: ToolServersOptions,
  gate: Gate,
  events: SessionEvents,
): ToolSession {
  let lost: ToolReply | undefined;
  let closing: Promise<void> | undefined;
  return {
    async call(tool, args, signal) {
      if (lost !== undefined) return lost;
      if (closing !== undefined) throw new Error('the session is closed');
      const { reply, usable } = await gate(signal, () =>
        callTool(connection, tool, args, options, signal),
      );
      if (usable) events.answered();
      else {
        lost = reply;
        events.broken();
      }
      return reply;
    },
    close() {
      closing ??= events.closed();
      return closing;
    },
  };
}
