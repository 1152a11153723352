/** What narrows a list, as conditions on `search_docs`, whose rows are exactly what strangers may find, and on designs. */
import { designs } from '@draftroom/drizzle/schema/designs';
import { searchDocs } from '@draftroom/drizzle/schema/discovery';
import { eq, inArray, isNull, notInArray, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { licenceFacts, licenceIds } from '../../../contract/licences.ts';
import type { Filter } from '../schema.ts';

export interface Match {
  /** A `tsquery` as the database wrote it; null for no words. */
  readonly sought: string | null;
  readonly filter: Filter;
  /** Authors whose work is left out. */
  readonly averse: readonly string[];
}

/** Licences of what may not be changed. */
const fixed = licenceIds.filter((licence) => !licenceFacts(licence).remixable);

export function textArray(values: readonly string[]): SQL {
  return sql`${sql.param([...values], searchDocs.facets)}::text[]`;
}

/** As one parameter, however many there are. */
export function isAnyOf(column: PgColumn, values: readonly string[]): SQL {
  return sql`${column} = any(${textArray(values)})`;
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
    const one = sql`${facets} && ${textArray(named(kind, values))}`;
    // Where words are looked for, theirs is the index: kinds and colours let through half of everything.
    found.push(sought === null ? one : sql`(${one}) is true`);
  };
  any('kind', some(filter.kinds));
  any('colour', some(filter.colours));
  any('licence', some(filter.licences));
  // As what is left out: of what may be changed there is so much that its index would only be read in vain.
  if (filter.remixable === true && without !== 'licence')
    found.push(sql`not ${facets} && ${textArray(named('licence', fixed))}`);
  if (averse.length > 0) found.push(sql`not ${facets} && ${textArray(named('author', averse))}`);
  return found;
}

/**
 * The same on designs, for walks along one of their orders: no other table is looked at, but for words. Whoever walks
 * adds `visible`.
 */
export function columnConditions({ sought, filter }: Match): SQL[] {
  const { tags, kinds, colours, licence, authorId } = designs;
  const found: SQL[] = [];
  const [allTags, anyKind, anyColour] = [some(filter.tags), some(filter.kinds), some(filter.colours)];
  if (allTags !== undefined) found.push(sql`${tags} @> ${textArray(allTags)}`);
  if (anyKind !== undefined) found.push(sql`${kinds} && ${textArray(anyKind)}`);
  if (anyColour !== undefined) found.push(sql`${colours} && ${textArray(anyColour)}`);
  const anyLicence = some(filter.licences);
  if (anyLicence !== undefined) found.push(inArray(licence, [...anyLicence]));
  if (filter.remixable === true) found.push(notInArray(licence, fixed));
  if (filter.authorId !== undefined) found.push(eq(authorId, filter.authorId));
  if (sought !== null) {
    // The offset keeps it a question about one design at a time.
    found.push(sql`exists (select from ${searchDocs} where ${searchDocs.designId} = ${designs.id}
      and ${searchDocs.words} @@ ${sought}::tsquery offset 0)`);
  }
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
