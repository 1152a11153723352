/** How an open room reaches its hub. Where addresses and tokens come from is decided in `hubs/`. */
import type { HubClient } from '@draftroom/core/client/hub-client';

export interface RoomHub {
  readonly client: HubClient;
  /** Null for a signed-out reader of a public room. */
  readonly userId: string | null;
}

export interface HubAccess {
  /**
   * The hub of a room that this editor knows, with somebody signed in; may ask the person. Rejects with
   * `HubClientError` (`not_signed_in` when the person declined, `not_found` when no hub is known for the room).
   */
  connect(roomId: string): Promise<RoomHub>;
}
