/** Addresses of rooms and their files: `draftroom://<room id>/<path>`. */

export const roomScheme = 'draftroom';

/** The parts of `vscode.Uri` that say which file of which room it is. */
export interface RoomAddress {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
}

export function roomAddress(roomId: string, path = ''): RoomAddress {
  return { scheme: roomScheme, authority: roomId, path: `/${path}` };
}

/** Null when it is no address of a room. The path has no slash at its start; '' is the room itself. */
export function readRoomAddress({ scheme, authority, path }: RoomAddress): { roomId: string; path: string } | null {
  if (scheme !== roomScheme || authority === '') return null;
  return { roomId: authority, path: path.replace(/^\/+|\/+$/g, '') };
}
