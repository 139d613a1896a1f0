import { plural } from '@firefly/domain/words/nouns';
import { fieldName } from '../attributes.ts';
import { arrayAt, literal, ownProperty, property } from '../expressions.ts';
import type { Frame } from '../frame.ts';
import { question, saysNoun } from '../phrases.ts';
import { measuresOf } from '../single-out.ts';
import { bound, whereOf } from '../whereabouts.ts';

/** "Which of the cafes A and B in PATH has more seats, and how many more?" */
export const comparison: Frame = {
  name: 'which of two has the larger X, and by how much',
  propose({ plan, walk, random }) {
    if (plan.pick !== 'none' || walk.table === undefined || plan.names !== null) return undefined;
    const { found, noun } = walk.table;
    const where = whereOf(walk.table);
    if (where === undefined) return 'the table cannot be said in words';
    const measure = random.pick(measuresOf(found));
    if (measure === undefined) return 'the table has no measure to compare by';
    const key = measure.column.key;
    // "Salt and Tar and Open Decks" could be three.
    const rows = found.rows.filter((row) => !/ and |[,&]/i.test(String(row[found.label])));
    const [one, ...others] = random.shuffle(rows);
    const other = others.find((row) => row[key] !== one?.[key]);
    if (one === undefined || other === undefined) return 'no two records differ';
    const names = [String(one[found.label]), String(other[found.label])] as const;
    const array = arrayAt(walk.table.call, found.steps);
    const label = property(found.label);
    const own = ownProperty(found.label);
    const pair = `${array}[${own}=${literal(names[0])} or ${own}=${literal(names[1])}]`;
    const column = property(key);
    // "the museums Sail Museum and Rope Museum" would say it thrice.
    const said = names.every((name) => saysNoun(noun, name));
    const more = measure.counts
      ? `more ${measure.noun}`
      : `${measure.plural ? '' : 'the '}${measure.scale.more} ${measure.noun}`;
    const prompt = question([
      [
        `which of ${said ? '' : `the ${plural(noun)} `}`,
        bound(names[0]),
        ' and ',
        bound(names[1]),
        ...where,
        ` has ${more}`,
      ],
      [measure.counts ? 'how many more' : `by how much${measure.inUnit}`],
    ]);
    const fields = [
      {
        name: fieldName(noun),
        kind: 'scalar' as const,
        expression: `${pair}[${ownProperty(key)}=$max(${pair}.${column})].${label}`,
        compare: { type: 'exact' as const },
        choice: true as const,
        says: noun,
      },
      {
        name: 'difference',
        kind: 'scalar' as const,
        expression: `$max(${pair}.${column}) - $min(${pair}.${column})`,
        compare: { type: 'number' as const, relative: 0.001 },
        says: 'difference',
      },
    ];
    return [{ frame: this.name, prompt, fields, flows: [] }];
  },
};
