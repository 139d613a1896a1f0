const quoted = (word: string): string =>
  /^[\w./:-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** A command of ours as one can paste it into a shell. */
export const commandLine = (...words: string[]): string =>
  ['npm', 'run', 'firefly', '--', ...words].map(quoted).join(' ');
