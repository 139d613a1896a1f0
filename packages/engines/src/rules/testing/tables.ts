import type { JsonObject } from '@firefly/domain/json';
import { aTable } from './world.ts';

/** Rows from a header and lines, so that tables read as tables. */
const rows = (keys: string, ...lines: readonly (readonly (string | number)[])[]): JsonObject[] =>
  lines.map((line) =>
    Object.fromEntries(keys.split(' ').map((key, at) => [key, line[at] ?? null])),
  );

export const cafes = aTable(
  '/town/cafes.json',
  rows(
    'name seats monthly_rent_eur manager country roast opened',
    ['Blue Door', 40, 2100, 'Ada Quist', 'Norland', 'dark', '2011-04-02'],
    ['Mill Lane', 64, 3050, 'Ben Okoro', 'Sudria', 'light', '2014-09-20'],
    ['Tin Cup', 22, 1400, 'Cora Lind', 'Norland', 'dark', '2019-01-11'],
    ['Corner Pot', 31, 1900, 'Dov Stein', 'Sudria', 'light', '2008-06-30'],
  ),
);

export const ships = aTable(
  '/port/ships.json',
  rows(
    'name length_m draught_m crossing_time_hours captain home_harbour launched',
    ['Grey Gull', 61, 4.2, 9, 'Rosa', 'Brimhaven', '1987-02-14'],
    ['Old Margit', 48, 3.1, 14, 'Ivo', 'Skarre', '1952-10-03'],
    ['Sea Holly', 75, 5.6, 7, 'Nell', 'Lowick', '2003-05-21'],
  ),
);

export const libraries = aTable(
  '/shire/libraries.json',
  rows(
    'name volumes lending_period_days opening_hours librarian founded_on url status tld',
    ['Abbey Library', 41_000, 21, 38, 'Una Marsh', '1901-03-01', 'https://a.example', 'ok', 'ab'],
    ['Dock Library', 18_500, 14, 30, 'Pio Reyes', '1955-11-12', 'https://d.example', 'ok', 'do'],
    ['Hill Library', 27_250, 28, 44, 'Tess Byrne', '1978-07-07', 'https://h.example', 'ok', 'hi'],
  ),
);

export const firms = aTable(
  'data/companies.json',
  rows(
    'name sales_eur average_wage_eur emissions_tonnes founder',
    ['Brass & Co', 910_000, 31_500, 12, 'Ole Brandt'],
    ['Loom Works', 1_250_000, 29_800, 48, 'Mia Faro'],
    ['Paper Kite', 640_000, 34_100, 5, 'Zed Anders'],
  ),
);

export const staff = aTable(
  '/hr/employees.json',
  rows(
    'name salary_eur age_years sick_days city hired',
    ['Ana Ortiz', 41_000, 29, 3, 'Lowick', '2020-02-03'],
    ['Bo Larsen', 38_500, 41, 7, 'Skarre', '2015-08-17'],
    ['Cy Moran', 52_750, 36, 0, 'Brimhaven', '2018-11-05'],
  ),
);

export const wharves = aTable(
  '/port/wharves.json',
  rows(
    'name berths crane_limit_tonnes water_temperature_celsius humidity_percent',
    ['East Wharf', 6, 40, 11.5, 71],
    ['Salt Wharf', 9, 25, 12.25, 80],
    ['Tar Wharf', 4, 60, 10.75, 64],
  ),
);
