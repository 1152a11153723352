/** Shares the folder of the window as Ada does it: the command, the preview, yes. */
import { commands } from 'vscode';
import { query, type Rig, until } from './rig.ts';

export interface RoomPaths {
  readonly documents: readonly { id: string; path: string }[];
  readonly files: readonly { id: string; path: string }[];
}

export function treeOf(rig: Rig, roomId: string): Promise<RoomPaths> {
  const input = encodeURIComponent(JSON.stringify({ roomId }));
  return query<RoomPaths>(rig, `documents.list?input=${input}`, rig.ada);
}

/** Resolves when the preview was accepted and everything is in the room; `beforeYes` sees what is there until then. */
export async function shareFromHere(rig: Rig, roomId: string, beforeYes?: () => Promise<void>): Promise<void> {
  await commands.executeCommand('draftroom.refreshRooms');
  const sharing = commands.executeCommand('draftroom.shareFolder', roomId);
  let over = false;
  void Promise.resolve(sharing).then(() => (over = true));
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await beforeYes?.();
  await until('the preview is accepted', async () => {
    await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await new Promise((resolve) => setTimeout(resolve, 500));
    return over || (await treeOf(rig, roomId)).documents.length > 0;
  });
  await sharing;
}
