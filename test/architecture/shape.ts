import { type Fault, isCode, type SourceFile } from './tree.ts';

/** Lines a file may have: the most, the most for nine in ten, and the most for the middle one. */
const caps = { any: 300, nineInTen: 180, median: 70 } as const;

const lines = ({ text }: SourceFile): number =>
  text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

/** Files that are too long, one by one or taken together. */
export function sizeFaults(tree: readonly SourceFile[]): Fault[] {
  const files = tree.filter(isCode);
  const sizes = files.map(lines).toSorted((a, b) => a - b);
  const median = sizes[Math.floor((sizes.length - 1) / 2)] ?? 0;
  const long = files.filter((file) => lines(file) >= caps.nineInTen);
  return [
    ...files
      .filter((file) => lines(file) > caps.any)
      .map((file) => `${file.path} has ${lines(file)} lines; the most is ${caps.any}`),
    ...(median > caps.median
      ? [`half of the files have over ${caps.median} lines (${median})`]
      : []),
    ...(long.length * 10 > files.length
      ? [
          `more than one file in ten has ${caps.nineInTen} lines: ${long.map((file) => file.path).join(', ')}`,
        ]
      : []),
  ];
}

/** Files that only gather others, and files whose name says nothing. */
export function barrelFaults(tree: readonly SourceFile[]): Fault[] {
  return tree
    .filter(isCode)
    .flatMap(({ path, text }) => [
      ...(/(^|\/)index\.ts$/.test(path) ? [`${path}: no index files`] : []),
      ...(/^\s*export\s+(type\s+)?\*/m.test(text) ? [`${path}: no \`export *\``] : []),
      ...(/(^|\/)(utils?|helpers?|common)(\.ts$|\/)/.test(path)
        ? [`${path}: a name that says nothing`]
        : []),
    ]);
}
