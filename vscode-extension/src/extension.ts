/** Composition only: what is started, in which order, and who knows whom. */
import { type ExtensionContext, l10n, Uri, window } from 'vscode';
import { startChat } from './chat/start-chat.ts';
import { TypingMarks } from './chat/typing-marks.ts';
import { registerCommands } from './command.ts';
import { startComments } from './comments/start-comments.ts';
import { diagnosticsCommands } from './diagnostics/command-table.ts';
import { DraftroomLog } from './diagnostics/draftroom-log.ts';
import { offerUnsent } from './documents/leave-hub.ts';
import { startRoomDocuments } from './documents/room-documents.ts';
import { findCommands } from './find/command-table.ts';
import { RoomTexts } from './find/room-texts.ts';
import { startHubs } from './hubs/hubs.ts';
import { ExtensionPages } from './links/uri-handler.ts';
import { startPresence } from './presence/start-presence.ts';
import { MyRooms } from './room-list/my-rooms.ts';
import { startRoomList } from './room-list/room-list.ts';
import type { OpenRooms } from './rooms/open-rooms.ts';
import { roomAddress } from './rooms/room-uri.ts';
import { WindowRooms } from './rooms/window-rooms.ts';
import { Sharing } from './share-folder/sharing.ts';
import { startShareFolder } from './share-folder/start-share-folder.ts';
import { getStarted } from './walkthrough/get-started.ts';

/** What has to be finished before the window goes: the host waits for `deactivate`, not for disposables. */
let end: () => Promise<void> = async () => undefined;

export function deactivate(): Promise<void> {
  return end();
}

export async function activate(context: ExtensionContext): Promise<void> {
  const keep = (...parts: { dispose(): unknown }[]) => context.subscriptions.push(...parts);
  const log = new DraftroomLog();
  const pages = new ExtensionPages(() => {
    void window.showErrorMessage(l10n.t('This link leads nowhere in this version of the extension.'));
  });
  keep(log, pages, window.registerUriHandler(pages));
  const hubs = await startHubs(context, { pages, log });
  keep(hubs);
  const editing = startRoomDocuments(context, { access: hubs.accounts, log });
  const comments = startComments({ ...editing, memory: context.globalState, log });
  const { documents } = editing;
  const storage = context.storageUri ?? null;
  const userOf = (hub: string) => hubs.accounts.session(hub)?.userId ?? null;
  const sharing = new Sharing({ rooms: editing.rooms, documents, storage, log, userOf });
  const here = new WindowRooms(sharing);
  const rooms = new MyRooms({ accounts: hubs.accounts, onAccountsChanged: hubs.store.onDidChange, log });
  const list = {
    rooms,
    known: hubs.rooms,
    windows: { storage: context.globalStorageUri, here },
    signedIn: hubs.signedIn,
    chooseHub: hubs.chooseHub,
    isFamiliar: hubs.isFamiliar,
    showThread: comments.showThread,
    onDidChange: rooms.onDidChange,
  };
  end = async () => {
    await sharing.end();
    await editing.end();
  };
  keep(rooms, startRoomList({ ...list, sharing }, { pages, log }));
  pages.complete();
  hubs.accounts.mayLeave = ({ hub, user }) => offerUnsent(editing.rooms, hub, user.id);
  keep(
    editing,
    comments,
    startPresence(editing.rooms, documents, log),
    // In whichever window: what this one has open must not go on writing into what is wiped.
    hubs.store.onDidSignOut(async ({ hub, userId }) => {
      if (sharing.summary?.hub === hub) await sharing.stop();
      await editing.rooms.forget(hub, userId);
    }),
    hubs.store.onDidChange(async () => {
      await editing.rooms.resume((hub) => hubs.accounts.session(hub));
      sharing.accountsChanged();
    }),
  );
  keep(
    here,
    registerCommands(
      findCommands(
        new RoomTexts({
          hubs: hubs.accounts,
          rooms: here,
          uriOf: (roomId, { id, path }) => {
            const room = editing.rooms.peek(roomId);
            const uri = room === null ? null : documents.uriOf(room, id);
            return uri ?? Uri.from(roomAddress(roomId, path));
          },
        }),
      ),
      log,
    ),
    startChat({
      extension: context.extensionUri,
      rooms: editing.rooms,
      here,
      onAccountsChanged: hubs.store.onDidChange,
      onRead: () => void rooms.refresh(),
      isSignedIn: () => hubs.accounts.accounts.length > 0,
      typing: new TypingMarks(async (roomId) => (await editing.rooms.open(roomId)).session.presence),
      log,
    }),
    startShareFolder({ ...list, sharing, userOf }, log),
  );
  keep(registerCommands([getStarted(context.extension.id)], log));
  const extensionVersion = String((context.extension.packageJSON as { version?: unknown }).version);
  const parts = [
    () => ({ hubs: hubs.accounts.accounts.length }),
    () => roomFacts(editing.rooms),
    () => shareFacts(sharing),
  ];
  keep(registerCommands(diagnosticsCommands({ log, extensionVersion, parts }), log));
}

function shareFacts({ summary }: Sharing): Readonly<Record<string, unknown>> {
  if (summary?.state == null) return { sharing: summary === null ? 'no' : 'waiting' };
  const { files, heldBack, mode, inStep } = summary.state;
  return { sharing: { files, heldBack: heldBack.size, mode, inStep } };
}

/** For diagnostics: how the open rooms are, without their names and contents. */
function roomFacts(rooms: OpenRooms): Readonly<Record<string, unknown>> {
  const facts = rooms.all.map(({ session, mayWrite }) => ({
    connection: session.connection.state.state,
    saved: session.saved.state,
    documents: session.sessions.length,
    people: session.presence.people.length,
    mayWrite,
  }));
  return { rooms: facts };
}
