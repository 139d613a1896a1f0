import { importsOf, targetOf } from './imports.ts';
import { type Fault, isCode, type SourceFile } from './tree.ts';

/** Files that import each other in a ring; imports of types count, because they tie words together too. */
export function cycleFaults(tree: readonly SourceFile[]): Fault[] {
  const files = new Map(tree.filter(isCode).map((file) => [file.path, file]));
  const faults: Fault[] = [];
  const finished = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      faults.push(`a ring of imports: ${[...trail.slice(start), path].join(' -> ')}`);
      return;
    }
    const file = files.get(path);
    if (!file || finished.has(path)) return;
    for (const found of importsOf(file)) {
      const target = targetOf(found);
      if (target) visit(target, [...trail, path]);
    }
    finished.add(path);
  };
  for (const path of files.keys()) visit(path, []);
  return faults;
}
