import { type Scope, scopes } from '@firefly/contracts/control-api';

/** Who sends a request. */
export interface Caller {
  /** The id of a key, or `loopback` where none is needed. */
  readonly id: string;
  readonly scopes: readonly string[];
}

/** Whoever reaches a service without keys, which listens on loopback only. */
export const LOOPBACK: Caller = { id: 'loopback', scopes };

/** Whether somebody may do what needs a scope: each scope includes those before it. */
export const mayDo = (caller: Caller, needed: Scope): boolean =>
  scopes.slice(scopes.indexOf(needed)).some((scope) => caller.scopes.includes(scope));
