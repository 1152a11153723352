/**
 * Opens a room in a window. A folder's name is the end of its path and the path of a room is empty, so each room gets a
 * small workspace file that carries its name.
 */
import { commands, Uri, workspace } from 'vscode';
import { roomAddress } from '../rooms/room-uri.ts';

export type WindowChoice = 'this' | 'new' | 'best';

export interface RoomWindows {
  /** Where workspace files of rooms are kept. */
  readonly storage: Uri;
  /** The rooms of this window. */
  readonly here: { readonly ids: readonly string[] };
}

export async function openRoomWindow(
  { storage, here }: RoomWindows,
  room: { id: string; name: string },
  choice: WindowChoice,
): Promise<void> {
  const open = workspace.workspaceFolders ?? [];
  if (here.ids.includes(room.id) && choice !== 'new') {
    await commands.executeCommand('workbench.view.explorer');
    return;
  }
  // A folder that is open in this window is not taken away without having been asked to.
  const forceNewWindow = choice === 'new' || (choice === 'best' && open.length > 0);
  const file = await workspaceFile(storage, room);
  await commands.executeCommand('vscode.openFolder', file, { forceNewWindow, forceReuseWindow: !forceNewWindow });
}

async function workspaceFile(storage: Uri, room: { id: string; name: string }): Promise<Uri> {
  const folder = Uri.joinPath(storage, 'rooms', room.id);
  const file = Uri.joinPath(folder, `${fileName(room.name)}.code-workspace`);
  const uri = Uri.from(roomAddress(room.id)).toString();
  const known = await workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
  if (known) return file;
  await workspace.fs.createDirectory(folder);
  const content = { folders: [{ name: room.name, uri }], settings: {} };
  await workspace.fs.writeFile(file, new TextEncoder().encode(JSON.stringify(content, null, 2)));
  return file;
}

function fileName(name: string): string {
  const plain = name
    .replaceAll(/[<>:"/\\|?*.]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return plain === '' ? 'Room' : plain.slice(0, 60);
}
