/** What is searched for, as the address of the page says it. */
import type { KeptSearch } from '@draftroom/core/schema/discovery';
import {
  askedFilter,
  type Filter,
  type FilterParams,
  filterCount,
  filterOf,
  readFilter,
  writeFilter,
} from '../feed/filter-params.ts';

export const searchOrders = ['relevance', 'new', 'top'] as const;
export type SearchOrder = (typeof searchOrders)[number];

export interface SearchParams extends FilterParams {
  q?: string;
  order?: string;
}

export interface SearchPlace {
  readonly q: string;
  readonly order: SearchOrder;
  readonly filter: Filter;
}

export function readSearch(params: SearchParams): SearchPlace {
  return {
    q: (params.q ?? '').trim(),
    order: searchOrders.find((order) => order === params.order) ?? 'relevance',
    filter: readFilter(params),
  };
}

export function writeSearch({ q, order, filter }: SearchPlace): SearchParams {
  return {
    q: q === '' ? undefined : q,
    order: order === 'relevance' ? undefined : order,
    ...writeFilter(filter),
  };
}

export function askedSearch({ q, order, filter }: SearchPlace) {
  return { q, order, filter: askedFilter(filter) };
}

export function keptPlace({ q, order, filter }: KeptSearch): SearchPlace {
  return { q, order, filter: filterOf(filter) };
}

/** Nothing was asked yet. */
export function isEmpty({ q, filter }: SearchPlace): boolean {
  return q === '' && filterCount(filter) === 0;
}
