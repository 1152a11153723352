import { HubError } from '../../../contract/errors.ts';
import { newId } from '../../../contract/ids.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import type { SavedRecord } from '../repo/saved-repo.ts';
import { mostSavedSearches, type SavedSearch, type SaveSearch } from '../schema.ts';
import type { DiscoveryCore } from './deps.ts';

export function createSavedSearches({ deps, repo }: DiscoveryCore) {
  return {
    async list({ userId }: SignedInActor): Promise<{ items: SavedSearch[] }> {
      return { items: (await repo.listSaved(userId)).map(toSaved) };
    },

    async create({ userId }: SignedInActor, { name, search }: SaveSearch): Promise<SavedSearch> {
      const now = deps.clock.now();
      const saved = { id: newId(now), name, search, createdAt: new Date(now) };
      const there = await repo.insertSaved(userId, saved, mostSavedSearches);
      if (!there) throw new HubError('too_many', { limit: `${mostSavedSearches} saved searches` });
      return toSaved(saved);
    },

    async remove({ userId }: SignedInActor, savedSearchId: string): Promise<{ id: string }> {
      if (!(await repo.removeSaved(userId, savedSearchId))) throw new HubError('not_found');
      return { id: savedSearchId };
    },
  };
}

function toSaved({ createdAt, ...saved }: SavedRecord): SavedSearch {
  return { ...saved, createdAt: createdAt.toISOString() };
}
