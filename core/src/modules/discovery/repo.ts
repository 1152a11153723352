import type { Database } from '@draftroom/drizzle/client';
import { createCandidateRepo } from './repo/candidate-repo.ts';
import { createFacetRepo } from './repo/facet-repo.ts';
import { createFeedRepo } from './repo/feed-repo.ts';
import { createSavedRepo } from './repo/saved-repo.ts';
import { createSearchRepo } from './repo/search-repo.ts';
import { createSimilarRepo } from './repo/similar-repo.ts';
import { createSuggestRepo } from './repo/suggest-repo.ts';
import { createSuggestionRepo } from './repo/suggestion-repo.ts';
import { createUpkeepRepo } from './repo/upkeep-repo.ts';
import { createVocabularyRepo } from './repo/vocabulary-repo.ts';

/** Reads only what strangers may find, and writes what people were shown and the searches they keep. */
export function createDiscoveryRepo(db: Database) {
  return {
    ...createFeedRepo(db),
    ...createSearchRepo(db),
    ...createVocabularyRepo(db),
    ...createFacetRepo(db),
    ...createSavedRepo(db),
    ...createSimilarRepo(db),
    ...createSuggestRepo(db),
    ...createSuggestionRepo(db),
    ...createCandidateRepo(db),
    ...createUpkeepRepo(db),
  };
}

export type DiscoveryRepo = ReturnType<typeof createDiscoveryRepo>;
