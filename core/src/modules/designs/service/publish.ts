/** A design with its first release. */
import { HubError } from '../../../contract/errors.ts';
import { defaultLicence } from '../../../contract/licences.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import { kindsOf } from '../contents.ts';
import { checkLicences } from '../policy.ts';
import { rankOf } from '../ranking.ts';
import type { FileRecord } from '../repo/release-repo.ts';
import type { AddRelease, CreateDesign, Publish, Published } from '../schema.ts';
import { addRelease } from './add-release.ts';
import type { DesignsCore } from './deps.ts';
import { type ChosenPicture, freezeRoom, gather, pictureAs, type WantedContents } from './gather.ts';
import { afterRelease, checkRubric, insertRelease, standingAtFirst } from './release-parts.ts';
import { toDesign } from './view.ts';

/** What is published, with everything that had to be asked or stored before the transaction. */
interface Prepared {
  readonly input: Omit<Publish, 'uploadIds' | 'previewUploadId'> & WantedContents;
  readonly frozen: readonly FileRecord[];
  readonly picture: ChosenPicture | null;
  readonly hold: boolean;
}

export function createPublishing(core: DesignsCore) {
  const { deps } = core;
  return {
    async publish(actor: SignedInActor, input: Publish): Promise<Published> {
      const { hold } = await deps.safety.admit(actor, 'publish');
      const { files: frozen, skipped } = await freezeRoom(deps, actor, input);
      if (frozen.length === 0 && (input.uploadIds ?? []).length === 0) throw new HubError('nothing_to_publish');
      const designId = await publishPrepared(core, actor, { input, frozen, picture: null, hold });
      return { ...(await toDesign(core, actor, designId)), skipped: [...skipped] };
    },

    /** For programs: documents of one room and a picture that the hub has; with neither it is words alone. */
    async create(actor: SignedInActor, input: CreateDesign): Promise<{ id: string }> {
      const { documents = [], sceneReference, previewAssetId } = input;
      const { hold } = await deps.safety.admit(actor, 'publish');
      const documentIds = [...new Set(sceneReference === undefined ? documents : [...documents, sceneReference])];
      const roomId = documentIds.length === 0 ? undefined : await deps.rooms.roomOf(actor, documentIds);
      const { files: frozen } = await freezeRoom(deps, actor, { roomId, documentIds });
      const picture = previewAssetId === undefined ? null : await pictureAt(core, actor, previewAssetId);
      const { title, description = '', tags = [], visibility, licence = defaultLicence } = input;
      const design = { title, description, tags, visibility, licence, roomId };
      return { id: await publishPrepared(core, actor, { input: design, frozen, picture, hold }) };
    },

    addRelease: (actor: SignedInActor, input: AddRelease): Promise<Published> => addRelease(core, actor, input),
  };
}

async function publishPrepared(core: DesignsCore, actor: SignedInActor, prepared: Prepared): Promise<string> {
  const { deps, repo } = core;
  const { input, frozen, hold } = prepared;
  const most = deps.limits.designsPerUser;
  if ((await repo.designs.countOf(actor.userId)) >= most) throw new HubError('too_many', { limit: `${most} designs` });
  await checkRubric(core, actor, input.rubricId);
  const parent = input.roomId === undefined ? undefined : await repo.lineage.parentOfRoom(input.roomId);
  if (parent !== undefined) checkLicences([parent.licence], input.licence);
  const id = core.newId();
  const made = await core.transaction(async (held) => {
    const gathered = await gather(deps, held.work.tx, { userId: actor.userId, frozen, wanted: input });
    const picture = prepared.picture ?? gathered.picture;
    const standing = await standingAtFirst(core, held, {
      actor,
      id,
      design: input,
      files: gathered.files,
      previewId: picture?.previewId ?? null,
      hold,
    });
    await held.repo.designs.insert({
      id,
      authorId: actor.userId,
      title: input.title,
      description: input.description,
      tags: input.tags,
      licence: input.licence,
      visibility: input.visibility,
      standing,
      roomId: input.roomId ?? null,
      rubricId: input.rubricId ?? null,
      kinds: kindsOf(gathered.files),
      releaseCount: 1,
      rank: rankOf(0, held.now),
      createdAt: held.now,
      changedAt: held.now,
      publishedAt: input.visibility === 'public' && standing === 'visible' ? held.now : null,
      ...picture,
    });
    const { licence } = input;
    const release = { designId: id, seq: 1, notes: '', licence, by: actor.userId };
    const releaseId = await insertRelease(core, held, { ...release, gathered: { files: gathered.files, picture } });
    if (parent !== undefined) await held.repo.lineage.link(id, parent, held.now);
    return { releaseId, draws: gathered.draws && picture === null };
  });
  await afterRelease(core, id, made);
  return id;
}

async function pictureAt({ deps }: DesignsCore, actor: SignedInActor, assetId: string): Promise<ChosenPicture> {
  await deps.rooms.asset(actor, assetId);
  const picture = pictureAs(assetId, await deps.uploads.makeSizes(assetId));
  if (picture === null) throw new HubError('invalid_input', { previewAssetId: 'This asset is no picture.' });
  return picture;
}
