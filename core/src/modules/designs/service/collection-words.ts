/** What collections say, for the checks that hold them for review and for those who decide about them. */
import type { ContentStanding } from '@draftroom/drizzle/enums';
import type { SignedInActor } from '../../../platform/actor.ts';
import type { CollectionRecord } from '../repo/collection-repo.ts';
import type { DesignsRepo } from '../repo.ts';
import type { DesignsCore, DesignWork } from './deps.ts';

export type Described = Pick<CollectionRecord, 'id' | 'title' | 'description' | 'visibility'>;

const notesShown = 50;

export async function collectionSnapshot(
  { collections }: DesignsRepo,
  { id, title, description, visibility }: Described,
  newest?: string,
): Promise<{ title: string; description: string; visibility: string; notes: string[] }> {
  const notes = await collections.notes(id, notesShown);
  if (newest !== undefined && !notes.includes(newest)) notes.unshift(newest);
  return { title, description, visibility, notes };
}

/** How it stands with its title and description; what was noted while nobody else saw it is looked at when they do. */
export async function standingOfCollection(
  core: DesignsCore,
  held: DesignWork,
  actor: SignedInActor,
  { collection, opened, hold }: { collection: Described; opened: boolean; hold: boolean },
): Promise<ContentStanding> {
  const { id, title, description } = collection;
  const notes = opened ? await held.repo.collections.notes(id, core.deps.limits.itemsPerCollection) : [];
  return await inspect(core, held, actor, { collection, words: [title, description, ...notes].join('\n'), hold });
}

/** With a note that was just written. */
export async function holdForNote(
  core: DesignsCore,
  held: DesignWork,
  actor: SignedInActor,
  { collection, note, hold }: { collection: CollectionRecord; note: string; hold: boolean },
): Promise<void> {
  if (note === '' || collection.standing !== 'visible') return;
  const standing = await inspect(core, held, actor, { collection, words: note, note, hold });
  if (standing !== 'visible') await held.repo.collections.setStanding(collection.id, standing);
}

/** What nobody else sees is nobody else's business. */
async function inspect(
  { deps }: DesignsCore,
  { work, repo }: DesignWork,
  actor: SignedInActor,
  { collection, words, note, hold }: { collection: Described; words: string; note?: string; hold: boolean },
): Promise<ContentStanding> {
  const { id, visibility } = collection;
  if (visibility === 'private') return 'visible';
  const snapshot = await collectionSnapshot(repo, collection, note);
  const standing = await deps.safety.inspect(work, actor, { type: 'collection', id, words, snapshot });
  return hold && standing === 'visible' ? 'held' : standing;
}
