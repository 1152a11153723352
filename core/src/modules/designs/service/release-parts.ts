/** What publishing a design and adding a release to it share. */
import type { ContentStanding } from '@draftroom/drizzle/enums';
import { HubError } from '../../../contract/errors.ts';
import type { Licence } from '../../../contract/licences.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import type { Inspected } from '../../../platform/community-ports.ts';
import { contentHash, releaseFacts } from '../contents.ts';
import type { FileRecord } from '../repo/release-repo.ts';
import type { Publish } from '../schema.ts';
import type { DesignsCore, DesignWork } from './deps.ts';
import type { Gathered } from './gather.ts';

type Described = Pick<Publish, 'title' | 'description' | 'tags' | 'visibility' | 'licence'>;

/** What a design says, for the checks that hold it for review. */
export function inspected(
  id: string,
  design: Described,
  { files, previewId }: { files: readonly Pick<FileRecord, 'path'>[]; previewId: string | null },
): Inspected {
  const { title, description, tags, visibility, licence } = design;
  const paths = files.slice(0, 50).map(({ path }) => path);
  return {
    type: 'design',
    id,
    words: [title, description, tags.join(' ')].join('\n'),
    snapshot: { title, description, tags, visibility, licence, files: paths, previewId },
  };
}

/** What nobody else sees is nobody else's business. */
export async function standingAtFirst(
  { deps }: DesignsCore,
  { work }: DesignWork,
  what: {
    actor: SignedInActor;
    id: string;
    design: Described;
    files: readonly Pick<FileRecord, 'path'>[];
    previewId: string | null;
    hold: boolean;
  },
): Promise<ContentStanding> {
  if (what.design.visibility === 'private') return 'visible';
  const standing = await deps.safety.inspect(work, what.actor, inspected(what.id, what.design, what));
  return what.hold && standing === 'visible' ? 'held' : standing;
}

export async function checkRubric(
  { deps }: DesignsCore,
  actor: SignedInActor,
  rubricId: string | null | undefined,
): Promise<void> {
  if (rubricId === undefined || rubricId === null) return;
  if (!(await deps.rubrics.usable(actor.userId, rubricId))) throw new HubError('not_found');
}

export interface NewRelease {
  readonly designId: string;
  readonly seq: number;
  readonly notes: string;
  readonly licence: Licence;
  readonly by: string;
  readonly gathered: Pick<Gathered, 'files' | 'picture'>;
}

export async function insertRelease(
  core: DesignsCore,
  { repo, now }: DesignWork,
  release: NewRelease,
): Promise<string> {
  const { designId, seq, notes, licence, by, gathered } = release;
  const { files, picture } = gathered;
  const id = core.newId();
  await repo.releases.insert(
    {
      id,
      designId,
      seq,
      notes,
      licence,
      contentHash: contentHash(files),
      facts: releaseFacts(files),
      previewId: picture?.previewId ?? null,
      previewWidth: picture?.previewWidth ?? null,
      previewHeight: picture?.previewHeight ?? null,
      thumbhash: picture?.thumbhash ?? null,
      createdBy: by,
      createdAt: now,
    },
    files,
  );
  return id;
}

/** After the commit. */
export async function afterRelease(
  core: DesignsCore,
  designId: string,
  { releaseId, draws }: { releaseId: string; draws: boolean },
): Promise<void> {
  if (draws) await core.deps.queue.send('design.preview', { releaseId }, { key: releaseId });
  await core.settle(designId);
}
