import { columnOf } from '@firefly/domain/tool-graph/columns';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPluralPhrase, participleOf, plainNoun } from './words.ts';

test.each([
  ['monthly_rent_eur', 'monthly rent'],
  ['leadTimeDays', 'lead time'],
  ['countryName', 'country'],
  ['home harbour', 'home harbour'],
  ['family_name', 'family name'],
  ['trade_name', 'trade name'],
  ['opening_hours', 'opening hours'],
  ['sick_days', 'sick days'],
  ['speed', 'speed'],
  ['crew', 'crew'],
])('%s is asked for as "%s"', (key, noun) => {
  expect(plainNoun(key)).toBe(noun);
});

test.each(
  'status created_at updated url file_path notes id uuid country_code phoneCode tld gdp iban qty vat max_depth_m displayName first_name is_open has_wifi joined x ab founded_on'.split(
    ' ',
  ),
)('%s is not asked for', (key) => {
  expect(plainNoun(key)).toBeUndefined();
});

test('a noun is made of lower-case words, whatever the key', () => {
  const part = fc.constantFrom('Rent', 'monthly', 'NAME', 'eur', 'x2', 'ß', '船', 'id', 'seats');
  const key = fc
    .tuple(fc.array(part, { minLength: 1, maxLength: 4 }), fc.constantFrom('_', ' ', '-', '.', ''))
    .map(([parts, between]) => parts.join(between));
  fc.assert(
    fc.property(key, (written) => {
      expect(plainNoun(written) ?? 'nothing').toMatch(/^[a-z]{3,}( [a-z]{3,})*$/);
    }),
  );
});

const dated = (key: string) => participleOf(columnOf(key, [{ [key]: '2020-01-02' }]));

test('a date under a participle is asked for with "when"', () => {
  const asked = { opened: 'opened', founded_on: 'founded', date_hired: 'hired', built: 'built' };
  for (const [key, word] of Object.entries(asked)) expect(dated(key)).toBe(word);
  for (const key of ['updated', 'created', 'joined', 'died', 'deadline', 'opening_date'])
    expect(dated(key), key).toBeUndefined();
  expect(participleOf(columnOf('opened', [{ opened: 'yes' }]))).toBeUndefined();
});

test('the last word decides whether a phrase is plural', () => {
  expect(['monthly seats', 'sales figure', 'address', 'ferries'].map(isPluralPhrase)).toEqual([
    true,
    false,
    false,
    true,
  ]);
});
