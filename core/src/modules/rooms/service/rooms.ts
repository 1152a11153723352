/** Finding, making and describing rooms. */
import { HubError } from '../../../contract/errors.ts';
import { newId, newRoomCode } from '../../../contract/ids.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import { authorise, roomRole } from '../policy.ts';
import type { RoomsRepo } from '../repo.ts';
import {
  type CreateRoom,
  type ListRooms,
  type Room,
  type RoomByCode,
  type RoomList,
  type RoomMember,
  roomRestoreDays,
} from '../schema.ts';
import { type Caller, emitToRoom, emitToUser, type Reader, type RoomsCore, readerId } from './deps.ts';
import { describeRoom, summarise, toMember } from './view.ts';

const dayMs = 24 * 60 * 60 * 1000;

export function createRoomUseCases(core: RoomsCore) {
  const { deps, repo } = core;

  async function create(actor: SignedInActor, input: CreateRoom): Promise<{ id: string; code: string }> {
    const passwordHash = input.password === undefined ? null : await deps.passwords.hash(input.password);
    const now = core.now();
    const id = newId(now.getTime());
    const room = await deps.events.transaction(async (tx, emit) => {
      const held = core.within(tx);
      await checkRoomLimit(core, held, actor.userId);
      const code = await freeCode(held);
      const { name, visibility, description = '' } = input;
      await held.rooms.insert({
        id,
        name,
        description,
        visibility,
        code,
        passwordHash,
        joinRole: 'editor',
        keepsHistory: true,
        createdBy: actor.userId,
        createdAt: now,
        changedAt: now,
        archivedAt: null,
        removedAt: null,
      });
      await held.members.enter({ roomId: id, userId: actor.userId, role: 'owner', joinedAt: now, readMessageId: null });
      const member = toMember({ ...actor, role: 'owner', joinedAt: now });
      emitToRoom(emit, id, { type: 'member.changed', payload: { member, by: actor.userId } });
      emitToUser(emit, actor.userId, {
        type: 'room.added',
        payload: { roomId: id, name, role: 'owner', by: actor.userId },
      });
      return { id, code };
    });
    await deps.onRoomCreated({ roomId: id, userId: actor.userId, template: input.template });
    return room;
  }

  return {
    create,

    /** A room and a token for a program that wants to write in it at once. */
    async createCollabSession(actor: SignedInActor, input: { name?: string }) {
      const name = input.name ?? 'Untitled room';
      const room = await create(actor, { name, visibility: 'private', template: 'empty' });
      return { ...room, token: await deps.issueToken(actor) };
    },

    /** For a daily job, after the documents of such rooms are gone. */
    purge: () => repo.rooms.purge(restorableSince(core)),

    async list(reader: Reader, input: ListRooms): Promise<RoomList> {
      const userId = readerId(reader);
      if (userId === null && input.scope === 'mine') throw new HubError('not_signed_in');
      const found = await repo.rooms.list({
        scope: input.scope,
        userId,
        query: input.query,
        state: input.removed === true ? 'removed' : input.archived === true ? 'archived' : 'active',
        removedAfter: restorableSince(core),
        after: readCursor(input.cursor),
        limit: input.limit + 1,
      });
      const page = found.slice(0, input.limit);
      const last = page.at(-1);
      const nextCursor = found.length > input.limit && last ? `${last.changedAt.getTime()}.${last.id}` : null;
      return { items: await summarise(core, page, userId), nextCursor };
    },

    async get(reader: Reader, roomId: string): Promise<Room> {
      const question = await core.ask(readerId(reader), roomId);
      return await describeRoom(core, question, authorise(question, 'read').room);
    },

    /** What a code opens, before it is used. Costs as much as a try to join: both tell whether a code exists. */
    async byCode(caller: Caller, code: string): Promise<RoomByCode> {
      await core.limitJoins(caller);
      const room = await repo.rooms.findByCode(code);
      if (room === undefined || room.removedAt !== null) throw new HubError('not_found');
      const membership = await repo.members.find(room.id, caller.actor.userId);
      if (membership?.removedAt != null) throw new HubError('removed');
      const myRole = roomRole(membership);
      return {
        id: room.id,
        name: room.name,
        visibility: room.visibility,
        needsPassword: myRole === null && room.passwordHash !== null,
        memberCount: (await repo.members.counts([room.id])).get(room.id) ?? 0,
        myRole,
      };
    },

    async listMembers(reader: Reader, roomId: string): Promise<{ items: RoomMember[] }> {
      const { room } = authorise(await core.ask(readerId(reader), roomId), 'read');
      return { items: (await repo.members.list(room.id)).map(toMember) };
    },
  };
}

export function restorableSince(core: RoomsCore): Date {
  return new Date(core.now().getTime() - roomRestoreDays * dayMs);
}

export function restorableUntil(removedAt: Date): Date {
  return new Date(removedAt.getTime() + roomRestoreDays * dayMs);
}

/** Under the lock of the person, so that rooms made at once count each other. */
export async function checkRoomLimit(core: RoomsCore, held: RoomsRepo, userId: string): Promise<void> {
  await held.rooms.lockUser(userId);
  const limit = core.deps.limits.roomsPerUser;
  if ((await held.rooms.countOwned(userId)) >= limit) throw new HubError('too_many', { limit: `${limit} rooms` });
}

/** One that no room has, not even a removed one: it may come back. */
export async function freeCode(held: RoomsRepo): Promise<string> {
  for (;;) {
    const code = newRoomCode();
    if ((await held.rooms.findByCode(code)) === undefined) return code;
  }
}

function readCursor(cursor: string | undefined): { changedAt: Date; id: string } | undefined {
  if (cursor === undefined) return undefined;
  // Fourteen digits: a time that the database can hold.
  const match = /^(\d{1,14})\.([0-9a-z]{20})$/.exec(cursor);
  if (match?.[1] === undefined || match[2] === undefined) throw new HubError('invalid_input', { cursor: 'unknown' });
  return { changedAt: new Date(Number(match[1])), id: match[2] };
}
