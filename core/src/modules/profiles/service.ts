/** What anybody may know of a person, and what people say of themselves. */
import type { Database } from '@draftroom/drizzle/client';
import { HubError } from '../../contract/errors.ts';
import { idPattern } from '../../contract/ids.ts';
import type { Actor, SignedInActor } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Content, Safety } from '../../platform/community-ports.ts';
import type { EventStore } from '../../platform/ports.ts';
import { assertReachable, ownProfile } from './policy.ts';
import { createProfilesRepo } from './repo.ts';
import type { Profile, ProfileRooms, ProfileRoomsInput, UpdateProfile } from './schema.ts';

export interface ProfilesDeps {
  readonly db: Database;
  readonly events: Pick<EventStore, 'transaction'>;
  readonly clock: Clock;
  readonly safety: Pick<Safety, 'inspect'>;
}

export type ProfilesService = ReturnType<typeof createProfilesService>;

export function createProfilesService(deps: ProfilesDeps) {
  const repo = createProfilesRepo(deps.db);
  const noBond = { following: false, blocked: false, muted: false, blockedMe: false };

  async function reach(actor: Actor, userId: string) {
    const row = await repo.find(userId);
    if (row === undefined) throw new HubError('not_found');
    const mine = actor.kind === 'user' && actor.userId === userId;
    const bond = actor.kind === 'user' && !mine ? await repo.bond(actor.userId, userId) : noBond;
    assertReachable(bond);
    return { row, mine, bond };
  }

  const service = {
    async get(actor: Actor, userId: string): Promise<Profile> {
      const { row, mine, bond } = await reach(actor, userId);
      const { person, joinedAt, bio, links, standing } = row;
      const shown = mine || standing === 'visible';
      return {
        person,
        joinedAt: joinedAt.toISOString(),
        bio: shown ? bio : '',
        links: shown ? [...links] : [],
        counts: await repo.counts(userId),
        mine,
        following: bond.following,
        blocked: bond.blocked,
        muted: bond.muted,
        standing: mine ? standing : 'visible',
      };
    },

    async rooms(actor: Actor, { userId, cursor, limit }: ProfileRoomsInput): Promise<ProfileRooms> {
      await reach(actor, userId);
      const rows = await repo.publicRooms(userId, { after: readCursor(cursor), limit: limit + 1 });
      const page = rows.slice(0, limit);
      const counts = await repo.memberCounts(page.map(({ id }) => id));
      const last = page.at(-1);
      return {
        items: page.map((room) => ({
          ...room,
          memberCount: counts.get(room.id) ?? 0,
          changedAt: room.changedAt.toISOString(),
        })),
        nextCursor: rows.length > limit && last !== undefined ? `${last.changedAt.getTime()}.${last.id}` : null,
      };
    },

    async update(actor: SignedInActor, { bio, links }: UpdateProfile): Promise<Profile> {
      const own = ownProfile(actor);
      await deps.events.transaction(async (tx, emit) => {
        const content = {
          type: 'user',
          id: own.userId,
          words: [bio, ...links].join('\n'),
          snapshot: { name: actor.name, bio, links },
        } as const;
        const repo = createProfilesRepo(tx);
        await repo.lock(own.userId);
        const standing = await deps.safety.inspect({ tx, emit }, actor, content);
        await repo.write(own, { bio, links, standing, changedAt: new Date(deps.clock.now()) });
      });
      return await service.get(actor, own.userId);
    },
  };
  return { ...service, content: createProfileContent() };
}

/** What moderation may do to what somebody says of themselves; the person stays. */
function createProfileContent(): Content {
  return {
    async look(tx, id) {
      const row = await createProfilesRepo(tx).find(id);
      if (row === undefined) return null;
      const { person, bio, links, standing } = row;
      return {
        ownerId: id,
        title: person.name,
        path: `/people/${id}`,
        snapshot: { name: person.name, bio, links },
        standing,
      };
    },
    hold: (tx, id) => createProfilesRepo(tx).lock(id),
    setStanding: ({ tx }, id, standing) => createProfilesRepo(tx).moderate(id, { standing }),
    remove: ({ tx }, id) => createProfilesRepo(tx).moderate(id, { bio: '', links: [] }),
  };
}

function readCursor(cursor: string | undefined): { changedAt: Date; id: string } | undefined {
  if (cursor === undefined) return undefined;
  const [time = '', id = ''] = cursor.split('.');
  // Fourteen digits: a time that the database can hold.
  if (!/^\d{1,14}$/.test(time) || !idPattern.test(id)) throw new HubError('invalid_input', { cursor: 'unknown' });
  return { changedAt: new Date(Number(time)), id };
}
