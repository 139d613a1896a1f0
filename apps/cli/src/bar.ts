const WIDTH = 28;

/** How much of something is done, as wide as any other bar. */
export const bar = (done: number, total: number): string => {
  const filled = total === 0 ? 0 : Math.round((Math.min(done, total) / total) * WIDTH);
  return `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}`;
};
