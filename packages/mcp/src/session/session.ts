import { FailureError, failureOf, isPutOff } from '@firefly/contracts/failure';
import type { ToolReply, ToolSession } from '@firefly/domain/ports';
import type { Gate } from '../limits/gate.ts';
import { type Called, callTool, cancelledCall, lostReply } from './call.ts';
import type { ToolServersOptions } from './options.ts';
import type { Watched } from './tool-watch.ts';

/** One session's hold on a connection, which it may share with others. */
export interface Hold {
  readonly connection: Watched;
  /** A reply came: the connection works. */
  answered(): void;
  /** Nobody else gets this connection; it ends when its last user leaves. */
  retire(): void;
  /** Never rejects. */
  release(): Promise<void>;
}

/** What kind of conversation it is. */
export interface SessionKind {
  /** A working copy holds the state of the conversation. */
  readonly stateful: boolean;
  /** Nobody shares its connection: if a call is put off, what was asked before is lost with it. */
  readonly own: boolean;
  /** The handshake took slots of the server's limit. */
  readonly greeted: boolean;
}

/**
 * A conversation of one call after the other. When a call is lost with its connection, the next one
 * gets a new one from `renew`. If it is stateful, or no connection can be had, the lost reply is the answer for ever. Each call is sent behind the gate.
 */
export function makeSession(
  first: Hold,
  renew: () => Promise<Hold>,
  { stateful, own, greeted }: SessionKind,
  options: ToolServersOptions,
  gate: Gate,
): ToolSession {
  const { redactor } = first.connection;
  let hold: Promise<Hold> | undefined = Promise.resolve(first);
  let lost: ToolReply | undefined;
  let closing: Promise<void> | undefined;
  let begun = greeted;

  return {
    async call(tool, args, { signal, fingerprint } = {}) {
      if (lost !== undefined) return lost;
      if (closing !== undefined) throw new Error('the session is closed');
      const mine = hold ?? renew();
      hold = mine;
      const held = await mine.catch((error: unknown) => {
        hold = undefined;
        if (signal?.aborted) throw cancelledCall(tool);
        const failure = failureOf(error);
        const ours = !(error instanceof FailureError) || failure.kind === 'cancelled';
        // Nothing is lost of a call that was not made because of us, or that is made later.
        if (ours || isPutOff(failure)) throw error;
        return failure.message;
      });
      if (typeof held === 'string') {
        lost = lostReply(redactor, args, held);
        return lost;
      }
      const refused = await held.connection.refusal(tool, { signal, fingerprint });
      const { reply, usable, putOff }: Called = refused
        ? { reply: lostReply(redactor, args, refused.why), usable: refused.usable }
        : await callTool(
            held.connection,
            tool,
            args,
            options,
            (send) => gate({ signal, begun }, send),
            signal,
          );
      begun = own;
      if (putOff !== undefined && usable) throw putOff;
      if (usable) {
        // Of a call that was not made nobody has answered.
        if (refused === undefined) held.answered();
      } else if (hold === mine) {
        hold = undefined;
        if (stateful) lost = reply;
        held.retire();
        await held.release();
      }
      if (putOff !== undefined) throw putOff;
      return reply;
    },
    close() {
      closing ??=
        hold?.then(
          (held) => held.release(),
          () => {},
        ) ?? Promise.resolve();
      return closing;
    },
  };
}
