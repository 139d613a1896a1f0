/** What a server inherits of our environment: enough to find programs and a home, no more. */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'LANG'];
/** Without these no program starts on Windows. */
const INHERITED_ON_WINDOWS = ['Path', 'SystemRoot', 'ComSpec', 'PATHEXT', 'TEMP', 'USERPROFILE'];

/** The environment of a server: the few inherited variables, then those of its entry. */
export function scrubbed(
  environment: Readonly<Record<string, string | undefined>>,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  const names = process.platform === 'win32' ? [...INHERITED, ...INHERITED_ON_WINDOWS] : INHERITED;
  const inherited = names.flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(inherited), ...own };
}
