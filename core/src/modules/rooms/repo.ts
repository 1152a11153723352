import type { Database } from '@draftroom/drizzle/client';
import { createChatRepo } from './repo/chat-repo.ts';
import { createInviteRepo } from './repo/invite-repo.ts';
import { createMemberRepo } from './repo/member-repo.ts';
import { createRequestRepo } from './repo/request-repo.ts';
import { createRoomRepo } from './repo/room-repo.ts';

/** Tables of the rooms domain, over the database or one transaction of it. */
export function createRoomsRepo(db: Database) {
  return {
    rooms: createRoomRepo(db),
    members: createMemberRepo(db),
    invites: createInviteRepo(db),
    requests: createRequestRepo(db),
    chat: createChatRepo(db),
  };
}

export type RoomsRepo = ReturnType<typeof createRoomsRepo>;
