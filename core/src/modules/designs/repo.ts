import type { Database } from '@draftroom/drizzle/client';
import { createAssetRepo } from './repo/asset-repo.ts';
import { createCardListRepo, createCardRepo } from './repo/card-repo.ts';
import { createCollectionItemChanges, createCollectionItemRepo } from './repo/collection-item-repo.ts';
import { createCollectionRepo } from './repo/collection-repo.ts';
import { createDesignRepo } from './repo/design-repo.ts';
import { createLineageRepo } from './repo/lineage-repo.ts';
import { createPeopleRepo } from './repo/people-repo.ts';
import { createReactionRepo } from './repo/reaction-repo.ts';
import { createReleaseRepo } from './repo/release-repo.ts';

/** Tables of designs, over the database or one transaction of it. */
export function createDesignsRepo(db: Database) {
  return {
    designs: createDesignRepo(db),
    releases: createReleaseRepo(db),
    assets: createAssetRepo(db),
    cards: { ...createCardRepo(db), ...createCardListRepo(db) },
    reactions: createReactionRepo(db),
    lineage: createLineageRepo(db),
    people: createPeopleRepo(db),
    collections: {
      ...createCollectionRepo(db),
      ...createCollectionItemRepo(db),
      ...createCollectionItemChanges(db),
    },
  };
}

export type DesignsRepo = ReturnType<typeof createDesignsRepo>;
