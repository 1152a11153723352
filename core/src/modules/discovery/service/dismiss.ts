import { HubError } from '../../../contract/errors.ts';
import { idPattern } from '../../../contract/ids.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import { mayOpen } from '../policy.ts';
import type { Dismiss, Dismissed } from '../schema.ts';
import type { DiscoveryCore } from './deps.ts';

/** What somebody is not suggested any more, in no window of theirs, until they take that back. */
export function createDismissal({ deps, repo, viewer }: DiscoveryCore) {
  return async (actor: SignedInActor, { designId, dismissed }: Dismiss): Promise<Dismissed> => {
    const { userId } = actor;
    if (dismissed) {
      const { averse } = await viewer(actor);
      const design = idPattern.test(designId) ? await repo.findDesign(designId) : undefined;
      if (design === undefined || !mayOpen(userId, design, averse)) throw new HubError('not_found');
      await repo.dismiss(userId, designId, new Date(deps.clock.now()));
    } else await repo.takeDismissalBack(userId, designId);
    return { designId, dismissed };
  };
}
