import type { Command } from '../../command.ts';
import type { RoomListDeps } from '../room-list-deps.ts';

export function refreshRooms({ rooms }: RoomListDeps): Command {
  return { id: 'draftroom.refreshRooms', run: () => rooms.refresh() };
}
