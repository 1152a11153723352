import type { HubClient } from '@draftroom/core/client/hub-client';
import type { KnownRooms } from '../hubs/known-rooms.ts';
import type { MyRooms } from '../room-list/my-rooms.ts';
import type { Sharing } from './sharing.ts';

export interface ShareDeps {
  readonly sharing: Sharing;
  readonly rooms: MyRooms;
  readonly known: KnownRooms;
  chooseHub(): Promise<string | undefined>;
  signedIn(hub: string): Promise<HubClient | null>;
  userOf(hub: string): string | null;
}
