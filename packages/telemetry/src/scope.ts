/** The name under which spans and metrics of ours are known. */
export const SCOPE = 'firefly';
