import type { Fidelity } from '@firefly/contracts/fidelity';
import { cell } from '../card-cell.ts';

/** The part of a dataset card that says how a simulator answers; it stands between two marks. */

const BEGIN = '<!-- fidelity:begin -->';
const END = '<!-- fidelity:end -->';
/** The part before it, and the one behind it; what stands further up holds words of servers. */
const BEFORE = '\n## How the labels were made\n';
const BEHIND = '\n## Limits\n';

type Measured = Fidelity['tools'][number];

const name = ({ server, tool }: Measured): string => cell(`${server}/${tool}`);
const percent = (part: number, of: number): string =>
  of === 0 ? '' : `${((100 * part) / of).toFixed(1)} %`;

export const switchedOn = ({ switches }: Measured): string =>
  [
    ...(switches.defaults ? ['defaults'] : []),
    ...switches.rewrites,
    ...(switches.similar ? [`similar from ${switches.similar.threshold}`] : []),
  ].join(', ') || 'exact only';

const toolLine = (measured: Measured): string => {
  const { asked, recordings, answers } = measured;
  const tiers = [answers.exact, answers.normalized, answers.similar, answers.miss];
  return `| ${name(measured)} | ${asked} of ${recordings} | ${tiers.join(' | ')} | ${switchedOn(measured)} |`;
};

const rateLines = (measured: Measured): string[] =>
  measured.rates.map((rate) => {
    const rule = rate.threshold === null ? rate.rule : `${rate.rule} from ${rate.threshold}`;
    const { error, other } = rate.false_answers;
    return `| ${name(measured)} | ${rule} | ${rate.answered} | ${percent(rate.equal, rate.answered)} | ${percent(rate.fields.equal, rate.fields.all)} | ${error} + ${other} | ${rate.false_pairs} of ${rate.pairs} | ${percent(rate.upper, 1)} |`;
  });

function section({ tools, seed, most }: Fidelity): string {
  const rates = tools.flatMap(rateLines);
  return `## How a simulator answers

Recordings were held out one at a time (of a tool with more than ${most} as many, chosen by seed ${seed}) and their requests asked, with the rules switched on that are named last.

| tool | held out | exact | normalized | similar | miss | on |
| --- | --- | --- | --- | --- | --- | --- |
${tools.map(toolLine).join('\n')}
${
  rates.length === 0
    ? ''
    : `
What each rule answers where every recording of the request is held out (\`exact\`: where the request was recorded twice), and how that compares with what the server said. False answers: where it gave an error, and elsewhere. Two requests that answer for each other are one pair; the bound is of false pairs, exact, one-sided, 95 %. A rewrite or \`similar\` is on if it is at most 1 %.

| tool | rule | answered | equal | fields equal | false | false pairs | bound |
| --- | --- | --- | --- | --- | --- | --- | --- |
${rates.join('\n')}
`
}`;
}

/** The card with this measurement, in place of an older one. */
export function cardWithFidelity(card: string, fidelity: Fidelity): string {
  const head = Math.max(0, card.lastIndexOf(BEFORE));
  const [before, tail] = [card.slice(0, head), card.slice(head)];
  const written = `${BEGIN}\n${section(fidelity)}${END}\n`;
  const [begin, end] = [tail.indexOf(BEGIN), tail.indexOf(END)];
  if (begin >= 0 && end > begin)
    return `${before}${tail.slice(0, begin)}${written}${tail.slice(end + END.length + 1)}`;
  const limits = tail.lastIndexOf(BEHIND);
  return limits < 0
    ? `${card}\n${written}`
    : `${before}${tail.slice(0, limits)}\n${written}${tail.slice(limits)}`;
}
