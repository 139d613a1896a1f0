/**
 * Who made a call of a run: discovery, a probe, an exploration by wave and index. Owners of calls that
 * break a tool's schema on purpose are apart, as what comes of these says nothing of their tools.
 */
const INVALID = 'invalid/';

/** The owner of the invalid calls that discovery makes of a server's tools. */
export const invalidOwner = (server: string): string => INVALID + server;

/** Whether an owner's calls are invalid on purpose. */
export const isInvalidOwner = (owner: string): boolean => owner.startsWith(INVALID);
