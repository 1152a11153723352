/** Links that let somebody in with a role. */
import { createHash } from 'node:crypto';
import { HubError } from '../../../contract/errors.ts';
import { newId, randomText } from '../../../contract/ids.ts';
import { mayGrant } from '../policy.ts';
import type { InviteRecord } from '../repo/invite-repo.ts';
import type { CreateInvite, Invite, RoomPerson } from '../schema.ts';
import type { Caller, RoomsCore } from './deps.ts';

const openLimit = 200;
const listLimit = 200;
const tokenAlphabet = '0123456789abcdefghjkmnpqrstvwxyz';

export function createInviteUseCases(core: RoomsCore) {
  const { deps, repo } = core;

  return {
    async create(caller: Caller, input: CreateInvite): Promise<{ id: string; url: string }> {
      const { userId, name } = caller.actor;
      await core.require(userId, input.roomId, 'invite');
      if (input.email !== undefined) await deps.rateLimiter.take('mailsPerHour', `user:${userId}`);
      const token = randomText(32, tokenAlphabet);
      const url = `${deps.publicUrl}/invite/${token}`;
      const { id, room } = await core.authorised(
        { userId, action: 'invite', roomId: input.roomId },
        async (held, { room, role }) => {
          if (!mayGrant(role, input.role)) throw new HubError('not_allowed');
          if ((await held.repo.invites.countOpen(room.id, held.now)) >= openLimit) {
            throw new HubError('too_many', { limit: `${openLimit} open invitations` });
          }
          const id = newId(held.now.getTime());
          await held.repo.invites.insert({
            id,
            roomId: room.id,
            tokenHash: hashInviteToken(token),
            role: input.role,
            email: input.email ?? null,
            createdBy: userId,
            createdAt: held.now,
            expiresAt: new Date(held.now.getTime() + input.expiresInHours * 60 * 60 * 1000),
            maxUses: input.maxUses,
            uses: 0,
            revokedAt: null,
          });
          return { id, room };
        },
      );
      if (input.email !== undefined)
        await deps.queue.send('mail.send', inviteMail({ to: input.email, from: name, room: room.name, url }));
      return { id, url };
    },

    async list(caller: Caller, roomId: string): Promise<{ items: Invite[] }> {
      await core.require(caller.actor.userId, roomId, 'members');
      const rows = await repo.invites.list(roomId, listLimit);
      const now = core.now().getTime();
      return { items: rows.map(({ invite, createdBy }) => toInvite(invite, createdBy, now)) };
    },

    async revoke(caller: Caller, inviteId: string): Promise<void> {
      const invite = await repo.invites.find(inviteId);
      if (invite === undefined) throw new HubError('not_found');
      const { userId } = caller.actor;
      await core.authorised({ userId, action: 'members', roomId: invite.roomId }, async (held) => {
        await held.repo.invites.revoke(invite.id, held.now);
      });
    },
  };
}

export function hashInviteToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function toInvite(invite: InviteRecord, createdBy: RoomPerson | null, now: number): Invite {
  const { id, role, email, maxUses, uses } = invite;
  const state =
    invite.revokedAt !== null
      ? 'revoked'
      : uses >= maxUses
        ? 'used'
        : invite.expiresAt.getTime() <= now
          ? 'expired'
          : 'open';
  const createdAt = invite.createdAt.toISOString();
  return { id, role, email, createdBy, createdAt, expiresAt: invite.expiresAt.toISOString(), maxUses, uses, state };
}

function inviteMail(about: { to: string; from: string; room: string; url: string }) {
  return {
    to: about.to,
    subject: `${about.from} invites you to “${about.room}” on Draftroom`,
    text: [
      `${about.from} would like to work with you in the room “${about.room}”.`,
      '',
      'Open this link to join; sign in with this e-mail address:',
      about.url,
      '',
      'If you do not know the sender, you can ignore this message.',
      '',
    ].join('\n'),
  };
}
