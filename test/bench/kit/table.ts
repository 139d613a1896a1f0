import type { Bar, Finding, Measured } from './bench.ts';

type Cells = readonly string[];

const heads: Cells = ['metric', 'value', 'unit', 'baseline', 'ratio', 'of rounds', 'bar', ''];
const words = new Set(['metric', 'unit', '']);

/** A number with four digits that count, or all of those before the point. */
const shown = (value: number): string =>
  value.toLocaleString('en', {
    maximumSignificantDigits: Math.max(4, Math.ceil(Math.log10(Math.abs(value) + 1))),
  });

const ratioShown = (ratio: number): string => ratio.toFixed(2);

const barShown = (bar: Bar | undefined): string => {
  if (bar === undefined) return '';
  const format = bar.of === 'value' ? shown : ratioShown;
  return 'atMost' in bar ? `≤ ${format(bar.atMost)}` : `≥ ${format(bar.atLeast)}`;
};

const cells = ({ result, bar, spread }: Measured): Cells => [
  result.metric,
  shown(result.value),
  result.unit,
  result.baseline === null ? '' : shown(result.baseline),
  result.ratio === null ? '' : ratioShown(result.ratio),
  spread === undefined ? '' : spread.map(ratioShown).join('–'),
  barShown(bar),
  bar === undefined ? '' : result.ok ? 'ok' : 'MISSED',
];

/** The table of a bench for people, a line a metric. */
export function table(findings: readonly Finding[]): string {
  const rows = [heads, ...findings.flatMap((each) => ('skipped' in each ? [] : [cells(each)]))];
  const width = (column: number): number =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const widths = heads.map((_, column) => width(column));
  const line = (row: Cells): string =>
    row
      .map((cell, column) => {
        const wide = widths[column] ?? 0;
        return words.has(heads[column] ?? '') ? cell.padEnd(wide) : cell.padStart(wide);
      })
      .join('  ')
      .trimEnd();
  const skipped = findings.flatMap((each) =>
    'skipped' in each ? [`skipped: ${each.metric} (${each.skipped})`] : [],
  );
  return [...rows.map(line), ...skipped].join('\n');
}
