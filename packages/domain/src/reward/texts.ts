/** Signs that are written in several ways and mean the same. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/[\u2018\u2019\u201a\u201b\u2032\u02bc]/g, "'"],
  [/[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, '-'],
  // Signs without width: soft hyphen, zero-width space, word joiner, byte order mark.
  [/[\u00ad\u200b\u2060\ufeff]/g, ''],
  [/\s+/g, ' '],
];

/**
 * A text as free text is compared: composed (NFC), in one case, with plain quotes and hyphens, single
 * spaces, and without the quotes around it or the full stop behind it. Signs that NFKC would replace stay:
 * 10² is not 102.
 */
export function normalizedText(text: string): string {
  const plain = ALIKE.reduce((left, [sign, as]) => left.replace(sign, as), text.normalize('NFC'));
  // To upper case first: so "ß" and "SS" meet, and a Greek sigma has one form.
  const folded = plain.toUpperCase().toLowerCase().normalize('NFC').trim();
  const bare = folded
    .replace(/^(["'])(.*)\1$/s, '$2')
    .replace(/\.$/, '')
    .trim();
  return bare === '' ? folded : bare;
}
