/** Says in a window of a room that its person may write there no more, or again. A shared folder says it itself. */
import { Disposable, l10n, window, workspace } from 'vscode';
import { whyNotWrite } from '../documents/writing.ts';
import type { OpenRoom } from '../rooms/open-room.ts';
import { readRoomAddress } from '../rooms/room-uri.ts';
import type { PresenceFeed } from './presence-feed.ts';

export function tellRoleChanges(feed: PresenceFeed): Disposable {
  const might = new WeakMap<OpenRoom, boolean>();
  const look = (room: OpenRoom): void => {
    const before = might.get(room);
    might.set(room, room.mayWrite);
    if (before === undefined || before === room.mayWrite || !isFolder(room)) return;
    const words = whyNotWrite(room) ?? l10n.t('You may write here now.');
    void window.showInformationMessage(`${room.name}: ${words}`);
  };
  const stops = [feed.changed.listen(look), feed.stateChanged.listen(look)];
  return new Disposable(() => {
    for (const stop of stops) stop();
  });
}

function isFolder({ roomId }: OpenRoom): boolean {
  return (workspace.workspaceFolders ?? []).some(({ uri }) => readRoomAddress(uri)?.roomId === roomId);
}
