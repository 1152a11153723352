/** Everything about who is where, in one place to start and to end. */
import { Disposable, window } from 'vscode';
import { registerCommands } from '../command.ts';
import type { DraftroomLog } from '../diagnostics/draftroom-log.ts';
import type { BoundDocuments } from '../documents/bound-documents.ts';
import type { OpenRooms } from '../rooms/open-rooms.ts';
import { presenceCommands } from './commands/command-table.ts';
import { FileBadges } from './file-badges.ts';
import { Following } from './following.ts';
import { tellOwnPresence } from './own-presence.ts';
import { PeopleTree } from './people-tree.ts';
import { PresenceFeed } from './presence-feed.ts';
import { RemoteCursors } from './remote-cursors.ts';
import { tellRoleChanges } from './role-notices.ts';
import { RoomStatus } from './room-status.ts';

export function startPresence(rooms: OpenRooms, documents: BoundDocuments, log: DraftroomLog): Disposable {
  const feed = new PresenceFeed(rooms);
  const following = new Following(documents, feed);
  const status = new RoomStatus(documents, feed);
  const people = new PeopleTree(feed);
  const badges = new FileBadges(documents, feed);
  return Disposable.from(
    tellOwnPresence(rooms, documents),
    tellRoleChanges(feed),
    new RemoteCursors(documents, feed),
    following,
    status,
    people,
    window.createTreeView('draftroom.people', { treeDataProvider: people }),
    badges,
    window.registerFileDecorationProvider(badges),
    registerCommands(presenceCommands({ feed, following, status }), log),
    feed,
  );
}
