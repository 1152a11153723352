/** Sharing the folder of this window, in one place to start and to end. */
import { Disposable, workspace } from 'vscode';
import { registerCommands } from '../command.ts';
import type { DraftroomLog } from '../diagnostics/draftroom-log.ts';
import { shareCommands } from './commands/command-table.ts';
import { RoomTextView, viewScheme } from './room-text-view.ts';
import type { ShareDeps } from './share-deps.ts';
import { ShareStatus } from './share-status.ts';

export function startShareFolder(deps: ShareDeps, log: DraftroomLog): Disposable {
  void deps.sharing.resume().catch((error: unknown) => log.error('go on sharing', error));
  return Disposable.from(
    deps.sharing,
    new ShareStatus(deps.sharing),
    workspace.registerTextDocumentContentProvider(viewScheme, new RoomTextView(deps.sharing)),
    registerCommands(shareCommands(deps), log),
  );
}
