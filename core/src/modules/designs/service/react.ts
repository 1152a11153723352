import { HubError } from '../../../contract/errors.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import type { Trust } from '../../../platform/community-ports.ts';
import type { Authorised } from '../policy.ts';
import type { DesignRecord } from '../repo/design-repo.ts';
import type { Follow, Followed, React, Reactions } from '../schema.ts';
import { type DesignsCore, type DesignWork, there, toldPerson } from './deps.ts';
import { addWeight, weightNow } from './weigh.ts';

const counts = { like: 'likeCount', save: 'saveCount' } as const;

export function createReactionUseCases(core: DesignsCore) {
  const { deps, repo } = core;

  return {
    /** Asking for what is so already changes nothing and hears how it is. */
    async react(actor: SignedInActor, { designId, kind, on }: React): Promise<Reactions> {
      await core.allowed(actor, designId, 'react');
      const { trust } = await deps.safety.admit(actor, 'react');
      return await core.held(actor, { designId, action: 'react' }, async (held, design) => {
        const changed = await set(held, design, { actor, trust, kind, on });
        const { likeCount, saveCount, remixCount } = there(await held.repo.designs.find(designId));
        if (changed) held.emit(designId, 'reactions.changed', { likeCount, saveCount, remixCount });
        const mine = await held.repo.reactions.of(designId, actor.userId);
        return { liked: mine.has('like'), saved: mine.has('save'), likeCount, saveCount };
      });
    },

    async follow(actor: SignedInActor, { userId, on }: Follow): Promise<Followed> {
      if (userId === actor.userId) throw new HubError('invalid_input', { userId: 'Nobody follows themselves.' });
      const author = await repo.people.find(userId);
      if (author === undefined || (on && (await deps.safety.blocked(actor.userId, userId)))) {
        throw new HubError('not_found');
      }
      await deps.safety.admit(actor, 'follow');
      return await core.transaction(async ({ work, repo: within, now }) => {
        const changed = await within.people.setFollowing(actor.userId, userId, on, now);
        if (changed && on) {
          const notice = {
            userId,
            kind: 'follow',
            subject: `user:${userId}`,
            actor: toldPerson(actor),
            about: { title: actor.name, path: `/people/${actor.userId}` },
          } as const;
          await deps.notices.tell(work, [notice]);
        }
        return { following: on, followerCount: await within.people.countFollowers(userId) };
      });
    },
  };

  async function set(
    held: DesignWork,
    design: Authorised<'react', DesignRecord>,
    { actor, trust, kind, on }: { actor: SignedInActor; trust: Trust; kind: 'like' | 'save'; on: boolean },
  ): Promise<boolean> {
    const { repo: within, now } = held;
    const { userId } = actor;
    if (!on) {
      const weighed = await within.reactions.take(design.id, userId, kind);
      if (weighed === null) return false;
      await within.designs.adjust(design.id, { [counts[kind]]: -1 });
      await addWeight(within, design, -weighed);
      return true;
    }
    const weight = await weightNow(within, design, { userId, trust, kind, now });
    if (!(await within.reactions.add(design, { userId, kind, weight, createdAt: now }))) return false;
    await within.designs.adjust(design.id, { [counts[kind]]: 1 });
    await addWeight(within, design, weight);
    // That somebody keeps it for themselves is told to nobody.
    if (kind === 'like' && design.authorId !== null) {
      const notice = {
        userId: design.authorId,
        kind: 'like',
        subject: `design:${design.id}`,
        actor: toldPerson(actor),
        about: { title: design.title, path: `/designs/${design.id}` },
      } as const;
      await deps.notices.tell(held.work, [notice]);
    }
    return true;
  }
}
