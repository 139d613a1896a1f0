import type { Json } from '@firefly/domain/json';
import { toPointer } from '@firefly/domain/pointer';
import { columnOf } from '@firefly/domain/tool-graph/columns';
import { keyPath } from '@firefly/domain/tool-graph/documents';
import type { Edge } from '@firefly/domain/tool-graph/edge';
import { columnMeaning } from '@firefly/domain/tool-graph/meaning';
import { type RelationTable, relationsOf } from '@firefly/domain/tool-graph/tables';
import { wordsOf } from '@firefly/domain/words/identifiers';
import { nameOf, type Place, type Reference } from './place.ts';
import { beforeVerb } from './relation-words.ts';
import { isPluralPhrase, plainNoun } from './words.ts';

type Said = Pick<Extract<Reference, { kind: 'column' }>, 'noun' | 'opaque' | 'self'>;

const ID = / ?\b(ids?|code|hash|sha|oid|uuid|guid)$/;

/** What a column refers to: the thing its name names, or the thing whose id it holds. */
function saidOf(key: string, own: string | undefined): Said | undefined {
  const noun = plainNoun(key);
  if (noun !== undefined) return isPluralPhrase(noun) ? undefined : { noun };
  const words = wordsOf(key).join(' ');
  const of = words.replace(ID, '');
  if (of === words) return undefined;
  if (of === '' || of === own)
    return own === undefined ? undefined : { noun: own, opaque: true, self: true };
  const other = plainNoun(of);
  return other === undefined || isPluralPhrase(other) ? undefined : { noun: other, opaque: true };
}

/** Of a thing that was singled out by an extreme, what belongs to it may be asked for: its name was not said. */
const ownName = ({ noun, selector }: Place): Said | undefined =>
  noun === undefined || selector.kind !== 'extreme' ? undefined : { noun, self: true };

const mayFlow = ({ only }: Edge, value: string | number): boolean =>
  only === undefined || only.includes(value);

/** References through a column of the record itself. */
function columnReferences(place: Place, menu: readonly Edge[]): Reference[] {
  return Object.entries(place.record).flatMap(([key, value]) => {
    if (typeof value !== 'string' && typeof value !== 'number') return [];
    const inText = place.document !== undefined;
    const path = inText ? keyPath(place.steps, key) : toPointer([...place.steps, '*', key]);
    const meaning = columnMeaning(
      place.table?.columns.find((column) => column.key === key) ?? columnOf(key, [place.record]),
      place.noun,
    );
    const said = key === place.label ? ownName(place) : saidOf(key, place.noun);
    if (value === '' || said === undefined) return [];
    return menu
      .filter(
        (edge) =>
          edge.from === place.tool &&
          edge.fromPath === path &&
          edge.meaning === meaning &&
          (key !== place.label || edge.lists === true) &&
          mayFlow(edge, value),
      )
      .map((edge) => ({
        kind: 'column' as const,
        edge,
        key,
        value,
        // The record may be the observation itself: its own pointer knows.
        pointer: inText ? place.pointer : `${place.pointer}${toPointer([key])}`,
        ...said,
      }));
  });
}

/** Relation types with exactly one row for this name, read in one direction. */
function relationReferences(
  place: Place,
  name: string,
  table: RelationTable,
  forward: boolean,
  menu: readonly Edge[],
): Reference[] {
  const [here, there] = forward ? [table.from, table.to] : [table.to, table.from];
  const path = toPointer([...table.steps, '*', there]);
  const edges = menu.filter((edge) => edge.from === place.tool && edge.fromPath === path);
  const verbs = new Set(table.rows.map((row) => String(row[table.type])));
  return [...verbs]
    .filter((verb) => beforeVerb(verb) !== undefined)
    .flatMap((verb) => {
      const hits = table.rows.flatMap((row, index) =>
        row[here] === name && row[table.type] === verb
          ? [{ index, value: String(row[there]) }]
          : [],
      );
      const hit = hits.length === 1 ? hits[0] : undefined;
      if (hit === undefined) return [];
      const pointer = toPointer([...table.steps, hit.index, there]);
      return edges
        .filter((edge) => mayFlow(edge, hit.value))
        .map((edge) => ({
          kind: 'relation' as const,
          edge,
          value: hit.value,
          pointer,
          steps: table.steps,
          here,
          there,
          type: table.type,
          verb,
          forward,
        }));
    });
}

/** All ways on from a place along the menu, in a fixed order; none leads back to a name already met. */
export function referencesOf(
  place: Place,
  observation: Json,
  menu: readonly Edge[],
  met: readonly (string | number)[],
): Reference[] {
  const name = nameOf(place);
  const relations =
    name === undefined
      ? []
      : relationsOf(observation).flatMap((table) => [
          ...relationReferences(place, name, table, true, menu),
          ...relationReferences(place, name, table, false, menu),
        ]);
  return [...columnReferences(place, menu), ...relations].filter(
    (ref) =>
      (ref.kind === 'column' && ref.self && !ref.opaque) ||
      !met.some((value) => String(value) === String(ref.value)),
  );
}
