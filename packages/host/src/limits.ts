/** What every server is held to, whoever starts it. */
export const SERVER_LIMITS = {
  callTimeoutMs: 30_000,
  startTimeoutMs: 30_000,
  maxResponseBytes: 4 * 1024 * 1024,
} as const;
