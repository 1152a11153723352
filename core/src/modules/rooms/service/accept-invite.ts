/** The other end of an invitation: whoever holds its link. */
import { HubError } from '../../../contract/errors.ts';
import { decideInvite, inviteIsOpen, isAddressee, roomRole } from '../policy.ts';
import type { InviteDescription, JoinedRoom } from '../schema.ts';
import { type Caller, type Reader, type RoomsCore, readerId } from './deps.ts';
import { hashInviteToken } from './invites.ts';
import { enterRoom } from './join.ts';

export function createInviteeUseCases(core: RoomsCore) {
  const { repo } = core;

  return {
    /** For whoever holds the link, signed in or not. */
    async describe(reader: Reader, token: string): Promise<InviteDescription> {
      const userId = readerId(reader);
      const invite = await repo.invites.findByHash(hashInviteToken(token));
      const room = invite && (await repo.rooms.find(invite.roomId));
      const inviter = invite?.createdBy == null ? undefined : await repo.members.find(invite.roomId, invite.createdBy);
      if (!invite || !room || room.removedAt !== null) throw new HubError('bad_token');
      const membership = userId === null ? undefined : await repo.members.find(room.id, userId);
      const present = roomRole(membership) !== null;
      if (!present && !inviteIsOpen(invite, inviter, core.now().getTime())) throw new HubError('bad_token');
      const account = userId === null ? undefined : await repo.members.account(userId);
      const addressee = invite.email === null || (account !== undefined && isAddressee(invite.email, account));
      const barred = membership?.removedAt != null && invite.email === null;
      return {
        roomName: room.name,
        role: invite.role,
        invitedBy: invite.createdBy === null ? null : ((await repo.members.person(invite.createdBy)) ?? null),
        memberCount: (await repo.members.counts([room.id])).get(room.id) ?? 0,
        expiresAt: invite.expiresAt.toISOString(),
        addressed: invite.email !== null,
        forMe: account !== undefined && addressee && !barred,
        roomId: present ? room.id : null,
      };
    },

    async accept(caller: Caller, token: string): Promise<JoinedRoom> {
      const { actor } = caller;
      const known = await repo.invites.findByHash(hashInviteToken(token));
      if (known === undefined) throw new HubError('bad_token');
      const joined = await core.inRoom({ userId: actor.userId }, known.roomId, async (held) => {
        const invite = await held.repo.invites.lock(known.id);
        const account = await held.repo.members.account(actor.userId);
        const inviter =
          known.createdBy === null ? undefined : await held.repo.members.find(known.roomId, known.createdBy);
        const decision = decideInvite({
          ...held.question,
          invite,
          inviter,
          now: held.now.getTime(),
          email: account?.email ?? '',
          emailVerified: account?.emailVerified ?? false,
        });
        if (decision.joins) {
          await held.repo.invites.use(known.id);
          await enterRoom(held, actor, { role: decision.role, by: known.createdBy ?? actor.userId });
        }
        return { id: known.roomId, role: decision.role };
      });
      core.accessChanged({ roomId: joined.id, userId: actor.userId });
      return joined;
    },
  };
}
