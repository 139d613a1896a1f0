import { setTimeout as wait } from 'node:timers/promises';
import { FailureError } from '@firefly/contracts/failure';
import type { ModelReply } from '@firefly/contracts/model';
import type { ModelRequest } from '../model.ts';
import { type Fault, faultOf } from './fault.ts';
import type { Gate } from './gate.ts';
import { nextAfter, type Patience } from './patience.ts';
import { isForced, type WireRequest, wireRequest } from './request.ts';

/** One model, as this process knows it. */
export interface Asked {
  readonly name: string;
  readonly gate: Gate;
  /** Whether it lets itself be made to call a tool; learnt from its first refusal. */
  forcing: boolean;
}

/** Sends one request once (`attempt.ts`). */
export type Send = (body: WireRequest, signal: AbortSignal) => Promise<ModelReply>;

/** How long is waited, and who hears of it. */
interface Waiting {
  readonly patience: Patience;
  readonly onWait: (model: string, fault: string, ms: number) => void;
}

/** Asks until there is a reply or a fault that stays. Rejects with a `FailureError` or the signal's reason. */
export async function askUntil(
  asked: Asked,
  request: ModelRequest,
  send: Send,
  { patience, onWait }: Waiting,
  signal: AbortSignal,
): Promise<ModelReply> {
  const began = performance.now();
  for (let faults = 0; ; ) {
    const forcing = asked.forcing;
    const came = await once(asked.gate, wireRequest(asked.name, request, forcing), send, signal);
    if ('reply' in came) return came.reply;
    if ('restMs' in came) throw givenUp(asked, 'asked to be left alone', came.restMs);
    const { kind, message, caller } = came.fault;
    if (kind === 'unforced' && forcing && isForced(request)) {
      asked.forcing = false;
      continue;
    }
    if (kind === 'final' || kind === 'unforced') throw refused(asked, message, caller);
    faults += 1;
    const next = nextAfter(came.fault, faults, performance.now() - began, patience);
    if (next.do === 'give up') throw givenUp(asked, message, next.retryAfterMs);
    if (faults > 1) onWait(asked.name, message, next.ms);
    await wait(next.ms, undefined, { signal });
  }
}

type Came =
  | { readonly reply: ModelReply }
  | { readonly fault: Fault }
  | { readonly restMs: number };

async function once(gate: Gate, body: WireRequest, send: Send, signal: AbortSignal): Promise<Came> {
  const pass = await gate.enter(signal);
  if ('restMs' in pass) return pass;
  try {
    const reply = await send(body, signal);
    pass.leave('well');
    return { reply };
  } catch (error) {
    const fault = faultOf(error, Date.now());
    const restMs = signal.aborted ? 0 : fault.retryAfterMs;
    pass.leave(fault.kind === 'crowded' ? 'crowded' : 'otherwise', restMs);
    signal.throwIfAborted();
    return { fault };
  }
}

const refused = ({ name }: Asked, why: string, caller: Fault['caller']): FailureError =>
  new FailureError({
    ...{ kind: 'permanent', message: `the model "${name}" refused the request: ${why}` },
    ...(caller && { caller }),
  });

const givenUp = ({ name }: Asked, why: string, retryAfterMs: number | undefined): FailureError =>
  new FailureError({
    kind: 'transient',
    message: `the model "${name}" gave no reply: ${why}`,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
