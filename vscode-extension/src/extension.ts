/** Composition only: what is started, in which order, and who knows whom. */
import { type ExtensionContext, window } from 'vscode';
import { registerCommands } from './command.ts';
import { diagnosticsCommands } from './diagnostics/command-table.ts';
import { DraftroomLog } from './diagnostics/draftroom-log.ts';
import { startHubs } from './hubs/hubs.ts';
import { ExtensionPages } from './links/uri-handler.ts';
import { MyRooms } from './room-list/my-rooms.ts';
import { startRoomList } from './room-list/room-list.ts';

export async function activate(context: ExtensionContext): Promise<void> {
  const keep = (...parts: { dispose(): unknown }[]) => context.subscriptions.push(...parts);
  const log = new DraftroomLog();
  const pages = new ExtensionPages();
  keep(log, pages, window.registerUriHandler(pages));
  const hubs = await startHubs(context, { pages, log });
  keep(hubs);
  const rooms = new MyRooms({ accounts: hubs.accounts, onAccountsChanged: hubs.store.onDidChange, log });
  const list = {
    rooms,
    known: hubs.rooms,
    windows: { storage: context.globalStorageUri },
    signedIn: hubs.signedIn,
    chooseHub: hubs.chooseHub,
    isFamiliar: hubs.isFamiliar,
    onDidChange: rooms.onDidChange,
  };
  keep(rooms, startRoomList(list, { pages, log }));
  const extensionVersion = String((context.extension.packageJSON as { version?: unknown }).version);
  const parts = [() => ({ hubs: hubs.accounts.accounts.length })];
  keep(registerCommands(diagnosticsCommands({ log, extensionVersion, parts }), log));
}
