import { commands, type Disposable, workspace } from 'vscode';
import { roomScheme } from '../rooms/room-uri.ts';

/** For `when` clauses: `draftroom.inRoom` while a folder of this window is a room. */
export function startRoomContext(): Disposable[] {
  const tell = () => {
    const inRoom = workspace.workspaceFolders?.some((folder) => folder.uri.scheme === roomScheme) ?? false;
    void commands.executeCommand('setContext', 'draftroom.inRoom', inRoom);
  };
  tell();
  return [workspace.onDidChangeWorkspaceFolders(tell)];
}
