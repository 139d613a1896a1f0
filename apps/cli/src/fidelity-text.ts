import { switchedOn } from '@firefly/bundle/fidelity/card-section';
import type { Fidelity } from '@firefly/contracts/fidelity';

type Measured = Fidelity['tools'][number];
type Row = readonly string[];

const TOOLS: Row = ['tool', 'held out', 'exact', 'normalized', 'similar', 'miss', 'on'];
const RATES: Row = ['tool', 'rule', 'answered', 'equal', 'fields', 'false', 'pairs', 'bound'];

const percent = (part: number, of: number): string =>
  of === 0 ? '-' : `${((100 * part) / of).toFixed(1)} %`;

const toolRow = (measured: Measured): Row => {
  const { server, tool, asked, recordings, answers } = measured;
  const held = asked === recordings ? `${asked}` : `${asked} of ${recordings}`;
  const tiers = [answers.exact, answers.normalized, answers.similar, answers.miss].map(String);
  return [`${server}/${tool}`, held, ...tiers, switchedOn(measured)];
};

const rateRows = ({ server, tool, rates }: Measured): Row[] =>
  rates.map((rate) => [
    `${server}/${tool}`,
    rate.threshold === null ? rate.rule : `${rate.rule} from ${rate.threshold}`,
    `${rate.answered}`,
    percent(rate.equal, rate.answered),
    percent(rate.fields.equal, rate.fields.all),
    `${rate.false_answers.error} + ${rate.false_answers.other}`,
    `${rate.false_pairs} of ${rate.pairs}`,
    percent(rate.upper, 1),
  ]);

/** Columns as wide as their widest cell; words to the left, the rest to the right. */
function table(rows: readonly Row[], words: ReadonlySet<string>): string[] {
  const [heads = []] = rows;
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return words.has(heads[column] ?? '') ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
}

/** What came of it, in a sentence. */
function conclusion(tools: readonly Measured[]): string {
  const on = tools.filter(({ switches }) => switches.rewrites.length > 0 || switches.similar);
  if (on.length > 0)
    return `Of ${on.length} of ${tools.length} tools more is answered now than the same request.`;
  return 'Nothing is on beyond the defaults of schemas: that takes some 300 recordings of a tool that agree.';
}

/** A measurement for people, line by line: how each tool is answered, then every rule that answered. */
export function fidelityLines({ tools }: Fidelity): string[] {
  const words = new Set(['tool', 'rule', 'on']);
  const rates = tools.flatMap(rateRows);
  return [
    'Recordings held out one at a time, and how their requests are answered then:',
    ...table([TOOLS, ...tools.map(toolRow)], words),
    ...(rates.length === 0
      ? []
      : [
          '',
          'Each rule, with all recordings of the request held out. False: where the server errs + elsewhere;',
          'bound: of false pairs, upper 95 %. A rewrite or similar is on from 1 % down.',
          ...table([RATES, ...rates], words),
        ]),
    '',
    conclusion(tools),
  ];
}
