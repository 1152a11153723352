import type { HubClient } from '@draftroom/core/client/hub-client';
import type { RoomSession } from '@draftroom/core/client/room-session';
import type { Account } from '@draftroom/core/schema/accounts';
import type { Room } from '@draftroom/core/schema/rooms';
import { createContext, useContext } from 'react';
import type { ThreadDesk } from '../comments/thread-desk.ts';
import type { RoomView } from './room-view.ts';
import type { TabKeeper } from './tab-keeper.ts';

/** What every part of the room screen can reach. */
export interface RoomValue {
  hub: HubClient;
  room: Room;
  /** Null for a signed-out reader of a public room. */
  me: Account | null;
  session: RoomSession;
  view: RoomView;
  /** What lives as long as a tab. */
  keeper: TabKeeper;
  desk: ThreadDesk;
}

export const RoomContext = createContext<RoomValue | null>(null);

export function useRoom(): RoomValue {
  const value = useContext(RoomContext);
  if (value === null) throw new Error('outside of a room');
  return value;
}
