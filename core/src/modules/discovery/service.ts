/** The use cases of feed and search. */
import { createDiscoveryCore, type DiscoveryDeps } from './service/deps.ts';
import { createDismissal } from './service/dismiss.ts';
import { createFacets } from './service/facets.ts';
import { createFeedList } from './service/feed.ts';
import { createSavedSearches } from './service/saved.ts';
import { createSearch } from './service/search.ts';
import { createSimilarList } from './service/similar.ts';
import { createSuggest } from './service/suggest.ts';
import { createUpkeep } from './service/upkeep.ts';

export type DiscoveryService = ReturnType<typeof createDiscoveryService>;

export function createDiscoveryService(deps: DiscoveryDeps) {
  const core = createDiscoveryCore(deps);
  return {
    feed: { list: createFeedList(core), similar: createSimilarList(core), dismiss: createDismissal(core) },
    search: { run: createSearch(core), facets: createFacets(core), suggest: createSuggest(core) },
    saved: createSavedSearches(core),
    upkeep: createUpkeep(core),
  };
}
