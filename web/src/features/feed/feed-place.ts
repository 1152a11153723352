/** Which feed is looked at, as the address of the page says it. */
import { type Filter, type FilterParams, readFilter } from './filter-params.ts';

export const orders = ['hot', 'new', 'top', 'following', 'forYou'] as const;
export type Order = (typeof orders)[number];
export const windows = ['day', 'week', 'month', 'year', 'all'] as const;
export type Window = (typeof windows)[number];

export interface FeedParams extends FilterParams {
  order?: string | undefined;
  window?: string | undefined;
}

export interface FeedPlace {
  readonly order: Order;
  readonly window: Window;
  readonly filter: Filter;
}

export const personal = (order: Order): boolean => order === 'following' || order === 'forYou';

export function readPlace(params: FeedParams): FeedPlace {
  return {
    order: orders.find((order) => order === params.order) ?? 'hot',
    window: windows.find((window) => window === params.window) ?? 'week',
    filter: readFilter(params),
  };
}
