import { importsOf } from './imports.ts';
import { type Fault, isCode, isTest, type SourceFile } from './tree.ts';

const impure = /\b(Math\.random|Date\.now|new Date\(\)|performance\.now|setTimeout|setInterval)\b/;

/** `domain` is the method: no I/O, no clock, no unseeded randomness; of Node only hashes. */
export function domainFaults(tree: readonly SourceFile[]): Fault[] {
  return tree
    .filter(
      (file) => isCode(file) && !isTest(file.path) && file.path.startsWith('packages/domain/'),
    )
    .flatMap((file) => {
      const used = impure.exec(file.text)?.[0];
      return [
        ...importsOf(file)
          .filter(({ specifier }) => /^node:(?!crypto$)/.test(specifier))
          .map(
            ({ specifier }) => `${file.path} imports ${specifier}: domain takes only node:crypto`,
          ),
        ...(used ? [`${file.path} uses ${used}: domain has no clock and no chance`] : []),
      ];
    });
}

/** What a child process needs to start at all: facts of the machine, not configuration. */
const machine = /\bprocess\.env\.(PATH|SystemRoot)\b/g;

/** The environment is read once, in the `main.ts` of an app or by packages/service. */
export function environmentFaults(tree: readonly SourceFile[]): Fault[] {
  return tree
    .filter((file) => isCode(file) && !isTest(file.path) && /^(packages|apps)\//.test(file.path))
    .filter(({ path }) => !path.endsWith('/main.ts') && !path.startsWith('packages/service/'))
    .filter(({ text }) => /\bprocess\??\.env\b/.test(text.replace(machine, '')))
    .map(({ path }) => `${path} reads process.env: let main.ts parse it and hand the value over`);
}
