/** The use cases of feed and search. */
import type { z } from 'zod';
import type { Actor, SignedInActor } from '../../platform/actor.ts';
import type {
  Facets,
  FacetsInput,
  FeedPage,
  ListFeed,
  RunSearch,
  SavedSearch,
  SaveSearch,
  SearchPage,
  Similar,
  Suggestions,
  similarPageSchema,
} from './schema.ts';

export interface DiscoveryService {
  readonly feed: {
    list(actor: Actor, input: ListFeed): Promise<FeedPage>;
    similar(actor: Actor, input: Similar): Promise<z.infer<typeof similarPageSchema>>;
  };
  readonly search: {
    run(actor: Actor, input: RunSearch): Promise<SearchPage>;
    facets(actor: Actor, input: FacetsInput): Promise<Facets>;
    suggest(actor: Actor, words: string): Promise<Suggestions>;
  };
  readonly saved: {
    list(actor: SignedInActor): Promise<{ items: SavedSearch[] }>;
    create(actor: SignedInActor, input: SaveSearch): Promise<SavedSearch>;
    remove(actor: SignedInActor, savedSearchId: string): Promise<{ id: string }>;
  };
}
