import { HubError } from '../../../contract/errors.ts';
import type { Actor } from '../../../platform/actor.ts';
import { makeAvatar } from '../avatars.ts';
import { ownAccount } from '../policy.ts';
import type { Account, AccountSession, Me, UpdateProfileInput } from '../schema.ts';
import { ticketSeconds } from '../tickets.ts';
import { type Parts, toAccount } from './parts.ts';

export function profileUseCases(parts: Parts) {
  const { repo } = parts;
  const accountOf = async (userId: string): Promise<Account> => {
    const user = await repo.users.find(userId);
    if (user === null) throw new HubError('not_signed_in');
    return toAccount(user);
  };
  return {
    me: async (actor: Actor): Promise<Me> => ({
      user: actor.kind === 'user' ? await accountOf(actor.userId) : null,
      providers: [...parts.oauth.keys()],
      hub: { mailsWork: parts.settings.mailsWork, demoAccounts: parts.settings.demoAccounts },
    }),

    updateProfile: async (actor: Actor, input: UpdateProfileInput): Promise<Account> => {
      const own = ownAccount(actor);
      const change = {
        ...(input.name === undefined ? {} : { name: input.name }),
        ...(input.colour === undefined ? {} : { colour: input.colour }),
      };
      const user = await repo.users.change(own.userId, change);
      if (user === null) throw new HubError('not_signed_in');
      parts.onPersonChanged(own.userId);
      return toAccount(user);
    },

    setAvatar: async (actor: Actor, picture: Uint8Array): Promise<{ avatarId: string }> => {
      const own = ownAccount(actor);
      const avatar = await makeAvatar(picture, parts.limits.avatar);
      const avatarId = await parts.assets.store(avatar);
      await repo.users.change(own.userId, { avatarId });
      parts.onPersonChanged(own.userId);
      return { avatarId };
    },

    removeAvatar: async (actor: Actor): Promise<void> => {
      const own = ownAccount(actor);
      await repo.users.change(own.userId, { avatarId: null });
      parts.onPersonChanged(own.userId);
    },

    /** Pictures that people show are public; other assets with a known id are not. */
    avatar: async (avatarId: string): Promise<Uint8Array> => {
      if (!/^[0-9a-f]{64}$/.test(avatarId) || !(await repo.users.isAvatar(avatarId))) throw new HubError('not_found');
      return await parts.blobs.get(avatarId);
    },

    listSessions: async (actor: Actor): Promise<AccountSession[]> => {
      const own = ownAccount(actor);
      const rows = await parts.sessions.list(own.userId);
      return rows.map((row) => ({
        id: row.publicId,
        client: row.client,
        userAgent: row.userAgent,
        address: row.address,
        createdAt: row.createdAt.toISOString(),
        lastUsedAt: row.lastUsedAt.toISOString(),
        current: row.id === own.sessionId,
      }));
    },

    /** Somebody else's session is as unknown as one that never was. */
    revokeSession: async (actor: Actor, publicId: string): Promise<number> => {
      const own = ownAccount(actor);
      const revoked = await parts.endSessions(own.userId, { publicId });
      if (revoked === 0) throw new HubError('not_found');
      await parts.audit({ action: 'session.revoked', userId: own.userId, details: { session: publicId } });
      return revoked;
    },

    revokeOtherSessions: async (actor: Actor): Promise<number> => {
      const own = ownAccount(actor);
      const revoked = await parts.endSessions(own.userId, { except: own.sessionId });
      const details = { count: String(revoked) };
      await parts.audit({ action: 'session.revoked_others', userId: own.userId, details });
      return revoked;
    },

    syncTicket: async (actor: Actor): Promise<{ ticket: string; expiresIn: number }> => {
      const own = ownAccount(actor);
      const found = await repo.sessions.find(own.sessionId);
      if (found === null) throw new HubError('not_signed_in');
      const ticket = parts.tickets.issue({ userId: own.userId, sessionPublicId: found.session.publicId });
      return { ticket, expiresIn: ticketSeconds };
    },
  };
}
