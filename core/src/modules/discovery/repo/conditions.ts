/** What narrows a list, as conditions on `search_docs`, whose rows are exactly what strangers may find. */
import { designs } from '@draftroom/drizzle/schema/designs';
import { searchDocs } from '@draftroom/drizzle/schema/discovery';
import { isNull, notInArray, or, type SQL, sql } from 'drizzle-orm';
import { type Licence, licenceFacts, licenceIds } from '../../../contract/licences.ts';
import type { Filter } from '../schema.ts';

export interface Match {
  /** A `tsquery` as the database wrote it; null for no words. */
  readonly sought: string | null;
  readonly filter: Filter;
  /** Authors whose work is left out. */
  readonly averse: readonly string[];
}

const remixable = licenceIds.filter((licence) => licenceFacts(licence).remixable);

export function textArray(values: readonly string[]): SQL {
  return sql`${sql.param([...values], searchDocs.facets)}::text[]`;
}

/** `without`: the kind of facet whose choice is not applied, because its own counts are asked for. */
export function conditions({ sought, filter, averse }: Match, without?: FacetKind): SQL[] {
  const { facets, words } = searchDocs;
  const all = [
    ...(without === 'tag' ? [] : named('tag', filter.tags)),
    ...(filter.authorId === undefined || without === 'author' ? [] : [`author:${filter.authorId}`]),
  ];
  const found: SQL[] = [];
  if (sought !== null) found.push(sql`${words} @@ ${sought}::tsquery`);
  if (all.length > 0) found.push(sql`${facets} @> ${textArray(all)}`);
  const any = (kind: FacetKind, values: readonly string[] | undefined): void => {
    if (values === undefined || without === kind) return;
    found.push(sql`${facets} && ${textArray(named(kind, values))}`);
  };
  any('kind', some(filter.kinds));
  any('colour', some(filter.colours));
  any('licence', licencesOf(filter));
  if (averse.length > 0) found.push(sql`not ${facets} && ${textArray(named('author', averse))}`);
  return found;
}

export const facetKinds = ['kind', 'tag', 'licence', 'colour', 'author'] as const;
export type FacetKind = (typeof facetKinds)[number];

/** Only what is listed, and by nobody that this person does not see. */
export function visible(averse: readonly string[]): SQL[] {
  const listed = sql`${designs.listed}`;
  if (averse.length === 0) return [listed];
  return [listed, or(isNull(designs.authorId), notInArray(designs.authorId, [...averse])) ?? listed];
}

export function narrows(filter: Filter): boolean {
  const { tags, kinds, licences, authorId, colours, remixable: changeable } = filter;
  const lists = [tags, kinds, licences, colours].some((list) => (list?.length ?? 0) > 0);
  return lists || authorId !== undefined || changeable === true;
}

function named(kind: FacetKind, values: readonly string[] | undefined): string[] {
  return [...new Set(values)].map((value) => `${kind}:${value}`);
}

function some<Value>(values: readonly Value[] | undefined): readonly Value[] | undefined {
  return values !== undefined && values.length > 0 ? values : undefined;
}

/** An empty list, not undefined, when the chosen ones may not be remixed: nothing is found then. */
function licencesOf(filter: Filter): readonly Licence[] | undefined {
  const chosen = some(filter.licences);
  if (filter.remixable !== true) return chosen;
  return chosen === undefined ? remixable : chosen.filter((licence) => remixable.includes(licence));
}
