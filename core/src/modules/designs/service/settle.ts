/**
 * What follows when strangers find a design, or do so no longer: its parents count it as a remix or stop doing so, and
 * people are told of a release. Runs as a job after the commit, any number of times: it looks at how things stand.
 */
import type { Notice } from '../../../platform/community-ports.ts';
import type { DesignRecord } from '../repo/design-repo.ts';
import type { DesignsCore, DesignWork } from './deps.ts';
import { setContribution } from './weigh.ts';

/** Of a release, so many people are told. */
const mostTold = 300;

export async function settleDesign(core: DesignsCore, designId: string, signal: AbortSignal): Promise<void> {
  const design = await core.repo.designs.find(designId);
  if (design === undefined) return;
  for (const { designId: parentId } of await core.repo.lineage.parentsOf(designId)) {
    signal.throwIfAborted();
    await settleParent(core, parentId, design);
  }
  if (design.listed && design.announcedSeq < design.releaseCount) await announce(core, design);
}

async function settleParent(core: DesignsCore, parentId: string, child: DesignRecord): Promise<void> {
  const { authorId } = child;
  const author = authorId === null ? undefined : await core.repo.people.find(authorId);
  const trust = authorId === null ? 0 : await core.deps.safety.trust(authorId);
  const before = await core.repo.designs.find(parentId);
  const apart =
    authorId !== null && before?.authorId != null && (await core.deps.safety.blocked(authorId, before.authorId));
  await core.transaction(async (held) => {
    const { work, repo, now } = held;
    const parent = await repo.designs.lock(parentId);
    if (parent === undefined) return;
    await countRemixes(held, parent);
    if (author === undefined || authorId === null || authorId === parent.authorId) return;
    const on = (await repo.lineage.countListed(parentId, authorId)) > 0;
    const isNew = await setContribution(repo, parent, { userId: authorId, trust, kind: 'remix', on, now });
    if (!isNew || !on || apart || parent.authorId === null || parent.removedAt !== null) return;
    if (!(await repo.lineage.tellOnce(child.id, parentId, now))) return;
    const notice: Notice = {
      userId: parent.authorId,
      kind: 'remix',
      subject: `design:${parentId}`,
      actor: author,
      about: { title: parent.title, excerpt: child.title, path: `/designs/${child.id}` },
    };
    await core.deps.notices.tell(work, [notice]);
  });
}

async function countRemixes({ repo, emit }: DesignWork, parent: DesignRecord): Promise<void> {
  const { id, likeCount, saveCount } = parent;
  const remixCount = await repo.lineage.countListed(id);
  if (remixCount === parent.remixCount) return;
  await repo.designs.setRemixCount(id, remixCount);
  emit(id, 'reactions.changed', { likeCount, saveCount, remixCount });
}

/**
 * For good, with what its parents counted and weighed of it: the job, which looks at what there is, would find nothing
 * any more. Parents are locked before: whoever removes one of them removes the lineage to it under that lock.
 */
export async function destroyDesign(held: DesignWork, { id, authorId }: DesignRecord): Promise<void> {
  const { repo, now } = held;
  const parents: DesignRecord[] = [];
  for (const parentId of (await repo.lineage.parentsOf(id)).map(({ designId }) => designId).sort()) {
    const parent = await repo.designs.lock(parentId);
    if (parent !== undefined) parents.push(parent);
  }
  await repo.designs.destroy(id);
  for (const parent of parents) {
    await countRemixes(held, parent);
    if (authorId === null || (await repo.lineage.countListed(parent.id, authorId)) > 0) continue;
    await setContribution(repo, parent, { userId: authorId, trust: 0, kind: 'remix', on: false, now });
  }
}

async function announce(core: DesignsCore, { id, authorId }: DesignRecord): Promise<void> {
  if (authorId === null) return;
  const author = await core.repo.people.find(authorId);
  const interested = await core.repo.people.interestedIn(id, authorId, mostTold);
  await core.transaction(async ({ work, repo }) => {
    const design = await repo.designs.lock(id);
    if (design === undefined || !design.listed || design.announcedSeq >= design.releaseCount) return;
    await repo.designs.setAnnounced(id, design.releaseCount);
    if (author === undefined || interested.length === 0) return;
    const about = { title: design.title, path: `/designs/${id}` };
    const notice = { kind: 'release', subject: `design:${id}`, actor: author, about } as const;
    await core.deps.notices.tell(
      work,
      interested.map((userId) => ({ ...notice, userId })),
    );
  });
}
