import { ConfigError } from './config-error.ts';

/** Stands in texts for the working copy until a process is opened on one. */
export const WORKSPACE_VARIABLE = `\${workspace}`;

/** What `${…}` may mean in one server's entry. */
export interface Scope {
  readonly file: string;
  readonly configDir: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly hasWorkspace: boolean;
}

/** A text with its variables filled in. */
export interface Expanded {
  readonly text: string;
  /** Variables of the environment that it took in, with their values. */
  readonly outside: readonly { readonly name: string; readonly value: string }[];
  /** It took in `${workspace}` or `${configDir}`. */
  readonly local: boolean;
}

/** Fills in `${VAR}` and `${configDir}`; leaves `${workspace}` for later. `at` is the place for errors. */
export function expand(template: string, at: string, scope: Scope): Expanded {
  const outside: { name: string; value: string }[] = [];
  let local = false;
  const text = template.replace(/\$\{([^}]*)\}/g, (whole, name: string) => {
    if (name === 'configDir' || name === 'workspace') local = true;
    if (name === 'configDir') return scope.configDir;
    if (name === 'workspace') {
      if (scope.hasWorkspace) return whole;
      throw new ConfigError(
        `${scope.file}: ${at}: \${workspace} needs a folder to copy: set firefly.workspace of this server`,
      );
    }
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
      throw new ConfigError(`${scope.file}: ${at}: "${whole}" is no variable; write \${NAME}`);
    const value = Object.hasOwn(scope.environment, name) ? scope.environment[name] : undefined;
    if (value === undefined)
      throw new ConfigError(
        `${scope.file}: ${at}: the environment variable ${name} is not set; set it and start again`,
      );
    outside.push({ name, value });
    return value;
  });
  return { text, outside, local };
}
