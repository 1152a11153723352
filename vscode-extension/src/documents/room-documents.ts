/** Rooms as folders and their documents in editors: everything that it takes, in one place to start and to end. */
import { HubClientError } from '@draftroom/core/client/hub-client-error';
import { newId } from '@draftroom/core/contract/ids';
import { Disposable, type ExtensionContext, Uri, window, workspace } from 'vscode';
import { registerCommands } from '../command.ts';
import type { DraftroomLog } from '../diagnostics/draftroom-log.ts';
import { RoomFileSystem } from '../files/room-file-system.ts';
import { storageFolder } from '../files/storage-folder.ts';
import { hubMessage } from '../hubs/hub-message.ts';
import type { HubAccess } from '../rooms/hub-access.ts';
import { OpenRooms } from '../rooms/open-rooms.ts';
import { roomScheme } from '../rooms/room-uri.ts';
import { BoundDocuments } from './bound-documents.ts';
import { documentCommands } from './commands/command-table.ts';
import { followMoves } from './follow-moves.ts';
import { QuietSave } from './quiet-save.ts';
import { tellTextContext } from './text-context.ts';

export interface RoomDocuments extends Disposable {
  readonly rooms: OpenRooms;
  readonly documents: BoundDocuments;
  /** Writes what is not written yet and lets go of every room. */
  end(): Promise<void>;
}

export function startRoomDocuments(
  context: ExtensionContext,
  { access, log }: { access: HubAccess; log: DraftroomLog },
): RoomDocuments {
  const kept = Uri.joinPath(context.globalStorageUri, 'kept');
  const rooms = new OpenRooms({
    access,
    folderOf: (hub, userId) => storageFolder(Uri.joinPath(kept, hub.replaceAll(/\W+/g, '-'), userId)),
    writer: newId(),
  });
  const documents = new BoundDocuments({ rooms, onProblem: (problem) => log.warn(`binding: ${problem}`) });
  const files = new RoomFileSystem({
    rooms,
    shown: documents.shown,
    shownAt: (uri) => documents.at(uri)?.documentId ?? null,
  });
  const gone = rooms.opened.listen((room) => {
    room.gone.listen(({ code }) => {
      void window.showWarningMessage(`${room.name}: ${hubMessage(new HubClientError({ code }))}`);
    });
  });
  const held = Disposable.from(
    workspace.registerFileSystemProvider(roomScheme, files, { isCaseSensitive: true }),
    files,
    documents,
    new QuietSave(documents, rooms),
    tellTextContext(documents),
    followMoves(rooms, (error) => log.error('follow a move', error)),
    registerCommands(documentCommands(documents), log),
    new Disposable(gone),
  );
  return {
    rooms,
    documents,
    end: () => rooms.dispose(),
    dispose: () => held.dispose(),
  };
}
