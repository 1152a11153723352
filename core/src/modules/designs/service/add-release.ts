import { HubError } from '../../../contract/errors.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import { contentHash, kindsOf } from '../contents.ts';
import { type Authorised, checkLicences } from '../policy.ts';
import type { DesignRecord } from '../repo/design-repo.ts';
import type { Parent } from '../repo/lineage-repo.ts';
import type { FileRecord } from '../repo/release-repo.ts';
import type { AddRelease, Published } from '../schema.ts';
import { type DesignsCore, type DesignWork, there } from './deps.ts';
import { freezeRoom, gather, isChosen } from './gather.ts';
import { afterRelease, insertRelease, standingAtFirst } from './release-parts.ts';
import { toDesign } from './view.ts';

interface Prepared {
  readonly actor: SignedInActor;
  readonly input: AddRelease;
  readonly frozen: readonly FileRecord[];
  /** What the room that it comes from is a remix of. */
  readonly parent: Parent | undefined;
  readonly hold: boolean;
}

export async function addRelease(core: DesignsCore, actor: SignedInActor, input: AddRelease): Promise<Published> {
  const { deps, repo } = core;
  const { designId } = input;
  await core.allowed(actor, designId, 'edit');
  const { hold } = await deps.safety.admit(actor, 'publish');
  const { files: frozen, skipped } = await freezeRoom(deps, actor, input);
  if (frozen.length === 0 && (input.uploadIds ?? []).length === 0) throw new HubError('nothing_to_publish');
  const found = input.roomId === undefined ? undefined : await repo.lineage.parentOfRoom(input.roomId);
  const parent = found?.designId === designId ? undefined : found;
  const made = await core.held(actor, { designId, action: 'edit' }, (held, design) =>
    add(core, held, design, { actor, input, frozen, parent, hold }),
  );
  await afterRelease(core, designId, made);
  return { ...(await toDesign(core, actor, designId)), skipped: [...skipped] };
}

async function add(
  core: DesignsCore,
  held: DesignWork,
  design: Authorised<'edit', DesignRecord>,
  { actor, input, frozen, parent, hold }: Prepared,
): Promise<{ releaseId: string; draws: boolean }> {
  const { repo, now } = held;
  const { id: designId, releaseCount } = design;
  const most = core.deps.limits.releasesPerDesign;
  if (releaseCount >= most) throw new HubError('too_many', { limit: `${most} releases` });
  const gathered = await gather(core.deps, held.work.tx, { userId: actor.userId, frozen, wanted: input });
  const newest = there(await repo.releases.find(designId, { seq: releaseCount }));
  if (newest.contentHash === contentHash(gathered.files)) throw new HubError('nothing_new');

  const licence = input.licence ?? design.licence;
  const parents = await repo.lineage.parentsOf(designId);
  checkLicences(
    [...parents, ...(parent === undefined ? [] : [parent])].map((one) => one.licence),
    licence,
  );
  if (parent !== undefined) await repo.lineage.link(designId, parent, now);

  const { files, picture } = gathered;
  const seq = releaseCount + 1;
  const release = { designId, seq, notes: input.notes, licence, by: actor.userId, gathered };
  const releaseId = await insertRelease(core, held, release);
  await repo.designs.setNewest(design, { releaseCount: seq, kinds: kindsOf(files), licence, changedAt: now });
  const chosen = input.previewUploadId !== undefined;
  if (picture !== null && (chosen || !isChosen(design, newest))) await repo.designs.setPicture(designId, picture);

  const said = { ...design, description: `${design.description}\n${input.notes}` };
  const standing = await standingAtFirst(core, held, {
    actor,
    id: designId,
    design: said,
    files,
    previewId: picture?.previewId ?? design.previewId,
    hold,
  });
  // Never better than it stands: what a moderator hid stays hidden whatever is added to it.
  if (design.standing === 'visible' && standing !== 'visible') {
    await repo.designs.setStanding(designId, standing);
    held.emit(designId, 'standing.changed', { by: null });
  }
  held.emit(designId, 'release.added', { seq, by: actor.userId });
  return { releaseId, draws: gathered.draws };
}
