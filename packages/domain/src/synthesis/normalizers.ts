/** How a span of the prompt becomes an argument or literal. A closed table: `docs/bundle-format.md`. */
export type NormalizerName = 'identity' | 'lowercase' | 'number' | 'contains-glob';

/** Runs a normalizer on the text of a span; undefined where the text does not fit it. */
export function normalize(name: NormalizerName, text: string): string | number | undefined {
  switch (name) {
    case 'identity':
      return text;
    case 'contains-glob':
      return /^[\p{L}\p{N}._-]+$/u.test(text) ? `**/*${text}*` : undefined;
    case 'lowercase':
      return text.toLowerCase();
    case 'number': {
      if (!/^-?\d{1,3}(,\d{3})*(\.\d+)?$|^-?\d+(\.\d+)?$/.test(text)) return undefined;
      const value = Number(text.replaceAll(',', ''));
      return Number.isFinite(value) ? value : undefined;
    }
  }
}
