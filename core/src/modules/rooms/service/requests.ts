/** Asking to be let in. */
import { HubError } from '../../../contract/errors.ts';
import { newId } from '../../../contract/ids.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import { joinRoleOf, roomRole } from '../policy.ts';
import type { RequestRecord } from '../repo/request-repo.ts';
import type { CreateRequest, DecideRequest, JoinRequest, RoomPerson } from '../schema.ts';
import { type Caller, emitToRoom, emitToUser, type RoomsCore } from './deps.ts';
import { enterRoom } from './join.ts';

/** Who was declined may ask again after this long. */
const askAgainMs = 24 * 60 * 60 * 1000;
const listLimit = 200;

export function createRequestUseCases(core: RoomsCore) {
  const { repo } = core;

  return {
    /**
     * Answers the same whether or not there is such a room: whoever holds the address of a private one
     * can ask, and learns nothing by it. Asking again while a request is open changes its words only.
     */
    async create(caller: Caller, input: CreateRequest): Promise<void> {
      await core.limitJoins(caller);
      const { actor } = caller;
      const byCode = input.code === undefined ? undefined : await repo.rooms.findByCode(input.code);
      if (input.code !== undefined && (byCode === undefined || byCode.removedAt !== null))
        throw new HubError('not_found');
      await core.inRoom({ userId: actor.userId }, byCode?.id ?? input.roomId ?? '', async (held) => {
        const { room, membership, now, emit } = held;
        if (room === undefined || room.removedAt !== null) return;
        if (roomRole(membership) !== null) throw new HubError('already_member');
        const latest = await held.repo.requests.latest(room.id, actor.userId);
        checkMayAsk(latest, now);
        const open = latest?.state === 'open' ? latest : undefined;
        const request: RequestRecord = {
          id: open?.id ?? newId(now.getTime()),
          roomId: room.id,
          userId: actor.userId,
          message: input.message,
          state: 'open',
          createdAt: open?.createdAt ?? now,
          decidedAt: null,
        };
        if (open === undefined) await held.repo.requests.insert(request);
        else await held.repo.requests.reword(open.id, input.message);
        emitToRoom(emit, room.id, {
          type: 'request.created',
          payload: { request: toRequest(request, personOf(actor)) },
        });
      });
    },

    /** Answers the same for a room that one never asked. */
    async withdraw(caller: Caller, roomId: string): Promise<void> {
      const { userId } = caller.actor;
      await core.inRoom({ userId }, roomId, async ({ room, repo: held, now, emit }) => {
        const latest = room && (await held.requests.latest(room.id, userId));
        if (room === undefined || latest?.state !== 'open') return;
        await held.requests.settle(latest.id, { state: 'withdrawn', decidedBy: userId, decidedAt: now });
        const payload = { requestId: latest.id, userId, approved: false, by: userId };
        emitToRoom(emit, room.id, { type: 'request.decided', payload });
      });
    },

    async list(caller: Caller, roomId: string): Promise<{ items: JoinRequest[] }> {
      await core.require(caller.actor.userId, roomId, 'members');
      const rows = await repo.requests.listOpen(roomId, listLimit);
      return { items: rows.map(({ request, person }) => toRequest(request, person)) };
    },

    async decide(caller: Caller, input: DecideRequest): Promise<void> {
      const { userId } = caller.actor;
      const known = await repo.requests.find(input.requestId);
      if (known === undefined) throw new HubError('not_found');
      const action = input.approve ? 'invite' : 'members';
      await core.authorised({ userId, action, roomId: known.roomId }, async (held, { room }) => {
        // Read again: two owners may decide at once.
        const request = await held.repo.requests.find(known.id);
        if (request?.state !== 'open') throw new HubError('already_done');
        const state = input.approve ? 'approved' : 'declined';
        await held.repo.requests.settle(request.id, { state, decidedBy: userId, decidedAt: held.now });
        const person = await held.repo.members.person(request.userId);
        const present = roomRole(await held.repo.members.find(room.id, request.userId));
        const role = present ?? input.role ?? joinRoleOf(room.joinRole);
        if (input.approve && present === null && person !== undefined)
          await enterRoom(held, person, { role, by: userId });
        const settled = { requestId: request.id, approved: input.approve };
        emitToRoom(held.emit, room.id, {
          type: 'request.decided',
          payload: { ...settled, userId: request.userId, by: userId },
        });
        // Somebody who is declined learns no more of a private room than that.
        emitToUser(held.emit, request.userId, {
          type: 'request.decided',
          payload: {
            ...settled,
            roomId: room.id,
            roomName: input.approve || room.visibility === 'public' ? room.name : '',
            role: input.approve ? role : null,
          },
        });
      });
      core.accessChanged({ roomId: known.roomId, userId: known.userId });
    },
  };
}

function checkMayAsk(latest: RequestRecord | undefined, now: Date): void {
  if (latest?.state !== 'declined' || latest.decidedAt === null) return;
  const wait = latest.decidedAt.getTime() + askAgainMs - now.getTime();
  if (wait > 0) throw new HubError('too_fast', { seconds: Math.ceil(wait / 1000) });
}

function toRequest(request: RequestRecord, person: RoomPerson): JoinRequest {
  const { id, roomId, message, state } = request;
  return { id, roomId, person, message, state, createdAt: request.createdAt.toISOString() };
}

function personOf({ userId, name, colour, avatarId }: SignedInActor): RoomPerson {
  return { userId, name, colour, avatarId };
}
