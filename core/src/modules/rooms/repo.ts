import type { Database } from '@draftroom/drizzle/client';
import { createChatRepo } from './repo/chat-repo.ts';
import { createEntryRepo } from './repo/entry-repo.ts';
import { createMemberRepo } from './repo/member-repo.ts';
import { createRoomRepo } from './repo/room-repo.ts';

/** Tables of the rooms domain, over the database or one transaction of it. */
export function createRoomsRepo(db: Database) {
  return {
    rooms: createRoomRepo(db),
    members: createMemberRepo(db),
    entries: createEntryRepo(db),
    chat: createChatRepo(db),
  };
}

export type RoomsRepo = ReturnType<typeof createRoomsRepo>;
