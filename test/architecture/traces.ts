import { type Fault, isTest, type SourceFile } from './tree.ts';

const registry =
  /\b(registry\.(npmjs|yarnpkg|npmmirror)|npm\.pkg\.github|[\w-]*(artifactory|verdaccio|nexus)[\w-]*\.[\w-]+\.\w)/i;
const resolved = /"resolved"\s*:\s*"https?:/;
const setting = /^\s*(@[\w-]+:)?registry\s*=/m;
const machine = /(^|[\s"'`(=:])(\/(work|home|root|Users)\/[\w.-]+|[A-Z]:\\Users\\)/m;
/** Tests make up the homes of people; a place where nobody lives is no sample. */
const inTests = /(^|[\s"'`(=:])(\/work\/[\w.-]+)/m;

/** What the machine of an author leaves behind: addresses of package registries, absolute paths. */
export function traceFaults(tree: readonly SourceFile[]): Fault[] {
  return tree.flatMap(({ path, text }) => {
    const lockfile = path.endsWith('package-lock.json') && resolved.test(text);
    const settings = path.endsWith('.npmrc') && setting.test(text);
    const place = (isTest(path) ? inTests : machine).exec(text)?.[2];
    return [
      ...(registry.test(text) || lockfile || settings ? [`${path} names a package registry`] : []),
      ...(place ? [`${path} holds the absolute path ${place}`] : []),
    ];
  });
}
