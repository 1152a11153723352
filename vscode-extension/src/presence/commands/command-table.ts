import type { Command } from '../../command.ts';
import type { Following } from '../following.ts';
import type { PresenceFeed } from '../presence-feed.ts';
import type { RoomStatus } from '../room-status.ts';
import { followPersonCommand } from './follow-person.ts';
import { goToPersonCommand } from './go-to-person.ts';
import { showRoomStateCommand } from './show-room-state.ts';
import { stopFollowingCommand } from './stop-following.ts';

export interface PresenceCommandDeps {
  feed: PresenceFeed;
  following: Following;
  status: RoomStatus;
}

export function presenceCommands({ feed, following, status }: PresenceCommandDeps): Command[] {
  return [
    followPersonCommand(feed, following),
    stopFollowingCommand(following),
    goToPersonCommand(feed, following),
    showRoomStateCommand(status),
  ];
}
