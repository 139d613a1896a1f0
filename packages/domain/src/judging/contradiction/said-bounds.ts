import { isOfAsker } from './asker.ts';

/** What a prompt says of a value: that something is more than it, or less; `temporal` as of days, later or earlier. */
export interface Said {
  readonly says: 'more' | 'less';
  readonly temporal: boolean;
}

interface Phrase extends Said {
  /** At the end of what stands before the value. */
  readonly before: RegExp;
  readonly behind?: RegExp;
}

const CURRENCY = '(?:[€$£¥]|(?:EUR|USD|GBP|CHF) )?';
const front = (phrases: string): RegExp => new RegExp(`\\b(?:${phrases}) ["“]?${CURRENCY}$`, 'i');
/** "6 or more", "6 EUR and above"; not "6 or more than 10", "6 or over 10". */
const back = (or: string, and: string): RegExp =>
  new RegExp(
    `^["”]?(?: [\\p{L}%€$£°²]+){0,2} (?:or (?:${or})|and (?:${and}))\\b(?! (?:than|the)\\b| ${CURRENCY}\\d)`,
    'iu',
  );

const PHRASES: readonly Phrase[] = [
  {
    ...{ says: 'more', temporal: false },
    before: front(
      '(?:more|greater|higher|larger|bigger|longer|taller|heavier) than|over|above|at least|exceed(?:s|ed|ing)?|in excess of|upwards of|(?:no|not) (?:less|fewer|lower|smaller) than',
    ),
    behind: back('more|above|over|higher|longer|greater|larger', 'above|over'),
  },
  {
    ...{ says: 'less', temporal: false },
    before: front(
      '(?:less|fewer|smaller|lower|shorter|cheaper) than|under|below|at most|(?:no|not) (?:more|higher|larger|longer|greater) than',
    ),
    behind: back('less|fewer|below|under|lower|shorter|smaller', 'below|under'),
  },
  {
    ...{ says: 'more', temporal: true },
    // What happened since a day came after it; what has been so since a day began before it.
    before: new RegExp(
      `${front('after|(?:later|no earlier|not earlier) than').source}|(?<!\\b(?:been|be|is|are|was|remains?|stayed) )\\b(?:placed|made|opened|published|released|created|added|updated|built|sold|shipped|recorded|delivered|hired|joined|posted|issued|signed|registered|changed|modified|launched|paid|bought|ordered|reported) since $`,
      'i',
    ),
  },
  {
    ...{ says: 'less', temporal: true },
    before: front('before|prior to|(?:earlier|no later|not later) than'),
  },
];

const NEGATION =
  /\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|hardly|except|excluding|other than|unless|fails?|excludes?|leav\w+|ignor\w*|drop|skip|minus)\b|n['’]t\b/giu;
/** "do not cost", "isn't", "never": turned round is what follows, and nothing else. */
const TURNED =
  /(?:\b(?:do|does|did|is|are|was|were|has|have|can|could|should|must|may|will|would)(?: not|n['’]t)|\bnever)(?: \p{L}+){0,2} $/iu;

const turned = ({ says, temporal }: Said): Said => ({
  says: says === 'more' ? 'less' : 'more',
  temporal,
});

/** What is said before a value; null where a negation leaves it open, undefined where nothing is said. */
function saidBefore(text: string): Said | null | undefined {
  // "no more than" ends in "more than": the longer phrase is what is said.
  const [said] = PHRASES.flatMap((phrase) => {
    const index = phrase.before.exec(text)?.index;
    return index === undefined ? [] : [{ ...phrase, index }];
  }).toSorted((a, b) => a.index - b.index);
  if (said === undefined) return undefined;
  const clause =
    text
      .slice(0, said.index)
      .split(/[.,;:?!]/)
      .at(-1) ?? '';
  const negations = clause.match(NEGATION)?.length ?? 0;
  if (negations === 0) return said;
  return negations === 1 && TURNED.test(clause) ? turned(said) : null;
}

/**
 * What an English text says of a value wherever it stands as `written`, if it says one thing; null where it says
 * nothing, several things, or what cannot be told, as where those who ask speak of themselves.
 */
export function saidOf(text: string, written: string): Said | null {
  const found: (Said | null)[] = [];
  const escaped = written.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const places = new RegExp(
    `(?<![\\p{L}\\p{N}-]|\\d[.,])${escaped}(?![\\p{L}\\p{N}]|[.,]\\d)`,
    'gu',
  );
  for (const { index } of text.matchAll(places)) {
    if (isOfAsker(text, index)) return null;
    const before = saidBefore(text.slice(0, index));
    const rest = text.slice(index + written.length);
    const behind = PHRASES.find((phrase) => phrase.behind?.test(rest));
    if (before !== undefined) found.push(before);
    if (behind !== undefined) found.push(behind);
  }
  const [first] = found;
  const alike = found.every(
    (each) => each?.says === first?.says && each?.temporal === first?.temporal,
  );
  return first && alike ? first : null;
}
