import type { JsonObject } from '@firefly/domain/json';
import { plural } from '@firefly/domain/words/nouns';
import { fieldName, isVague } from '../attributes.ts';
import { arrayAt, literal, ownProperty, property } from '../expressions.ts';
import type { Frame } from '../frame.ts';
import { question } from '../phrases.ts';
import { bound, tableWhereOf } from '../whereabouts.ts';
import { isPluralPhrase, plainNoun } from '../words.ts';

const FEWEST = 2;
const MOST = 7;

/** How many rows hold each value of a column. */
const tally = (rows: readonly JsonObject[], key: string): [string, number][] => {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(String(row[key]), (counts.get(String(row[key])) ?? 0) + 1);
  return [...counts];
};

const folded = (value: string): string => value.toLowerCase().replaceAll(/\s+/g, '');

/** Whether two values differ in case or space alone: then "the roast light" has two right answers. */
const blurred = (tallied: readonly [string, number][]): boolean =>
  new Set(tallied.map(([value]) => folded(value))).size < tallied.length;

/** "Which cafes in PATH have "light" as their roast, and how many are there?" */
export const members: Frame = {
  name: 'which and how many N satisfy P',
  propose({ plan, walk, random }) {
    if (plan.pick !== 'none' || walk.table === undefined || plan.names !== null) return undefined;
    const { found, noun } = walk.table;
    const where = tableWhereOf(walk.table);
    if (where === undefined) return 'the table cannot be said in words';
    const groups = found.columns.flatMap((column) => {
      const said = plainNoun(column.key);
      if (column.kind !== 'category' || !column.dense || said === undefined) return [];
      if (isPluralPhrase(said) || isVague(said)) return [];
      const tallied = tally(found.rows, column.key);
      if (blurred(tallied)) return [];
      return tallied
        .filter(([, count]) => count >= FEWEST && count <= MOST && count < found.rows.length)
        .map(([value]) => ({ key: column.key, said, value }));
    });
    const group = random.pick(groups);
    if (group === undefined) return 'no category gathers two to seven records';
    const nouns = plural(noun);
    const rows = `${arrayAt(walk.table.call, found.steps)}[${ownProperty(group.key)}=${literal(group.value)}]`;
    // "Have harbour as their setting" lacks an article, which a name would not need.
    const quote = /^\p{Ll}/u.test(group.value) ? '"' : '';
    const their = `${quote} as their ${group.said}`;
    const prompt = question([
      [`which ${nouns}`, ...where, ` have ${quote}`, bound(group.value), their],
      ['how many are there'],
    ]);
    const fields = [
      {
        name: fieldName(nouns),
        kind: 'list' as const,
        expression: `[${rows}.${property(found.label)}]`,
        compare: { type: 'set' as const },
        says: nouns,
      },
      {
        name: 'count',
        kind: 'scalar' as const,
        expression: `$count(${rows})`,
        compare: { type: 'exact' as const },
        says: 'count',
      },
    ];
    return [{ frame: this.name, prompt, fields, flows: [] }];
  },
};
