import { expect, test } from 'vitest';
import { isEnglish } from './english.ts';

test.each([
  'How far is Lyon in France from Heidelberg in Germany?',
  'Most visited museum in Oslo, Norway: yearly visitors?',
  'List hotels in Bergen, Norway, cheapest first.',
  'Count loans due after 5 March 2024.',
  'Report the average price of hotels in Bergen, Norway.',
  'Hotels in Bergen below 100 EUR: names?',
  'Most expensive hotel in Bergen, Norway?',
])('English: %s', (text) => {
  expect(isEnglish(text)).toBe(true);
});

test.each([
  ['German', 'Name und Preis aller Hotels in Bergen, und in Oslo, was ist das Total?'],
  ['Dutch', 'Is een hotel in Bergen of Oslo over 100 EUR per nacht, en wat is het total?'],
  ['French', 'Quel est le total des prix des hôtels de Bergen, or on a 100 EUR par an ?'],
  ['Danish', 'Find for hver by det hotel, der har flest rum under 100 EUR, at have in mente.'],
  ['Norwegian', 'List hotellene i Bergen under 100 EUR per natt, og vis for hvert navn og pris.'],
  ['Swedish', 'Vilka hotell i Bergen kostar under 100 EUR, och hur many är de i total?'],
  ['Italian', 'Quanti hotel a Bergen costano in media due volte di più per notte?'],
  ['Spanish', 'Lista de los hoteles a menos de 100 EUR en Bergen, el total y la media.'],
  ['Portuguese', 'Quais as lojas do porto que são as mais caras, a total e a do ano?'],
  ['Polish', 'Czy my mamy do Warszawy a to by na most, on a do Krakowa?'],
  ['Czech', 'Který most je do Prahy a do Brna, a kdo by to na něm opravil?'],
  ['Romanian', 'Cate camere are hotelul in care a stat, in Oslo?'],
  ['Croatian', 'Koje more je do Splita, a koje do Zadra, i kako se to zove?'],
])('another language: %s', (_, text) => {
  expect(isEnglish(text)).toBe(false);
});

test('a text of few little words is not known', () => {
  expect(isEnglish('Oslo hotels, Bergen hotels.')).toBe(false);
});
