/** Who is in the open rooms, and where. */
import {
  EventEmitter,
  l10n,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
} from 'vscode';
import { roleName } from '../role-name.ts';
import type { OpenRoom } from '../rooms/open-room.ts';
import { type PersonHere, peopleHere } from './people-here.ts';
import type { PresenceFeed } from './presence-feed.ts';

export type PeopleNode = { readonly room: OpenRoom; readonly here: PersonHere | null };

export class PeopleTree implements TreeDataProvider<PeopleNode> {
  readonly #changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #feed: PresenceFeed;
  readonly #stop: () => void;
  #last = '';

  constructor(feed: PresenceFeed) {
    this.#feed = feed;
    this.#stop = feed.changed.listen(() => this.#tell());
  }

  getChildren(parent?: PeopleNode): PeopleNode[] {
    const { all } = this.#feed.rooms;
    const [only] = all;
    if (parent === undefined && all.length > 1) return all.map((room) => ({ room, here: null }));
    const room = parent?.room ?? only;
    return room === undefined ? [] : peopleHere(room.session.presence).map((here) => ({ room, here }));
  }

  getTreeItem({ room, here }: PeopleNode): TreeItem {
    if (here === null) {
      const item = new TreeItem(room.name, TreeItemCollapsibleState.Expanded);
      item.iconPath = new ThemeIcon('organization');
      return item;
    }
    const { person, isMe, followsMe } = here;
    const item = new TreeItem(isMe ? l10n.t('{0} (you)', person.name) : person.name);
    item.id = `${room.roomId} ${here.key}`;
    const path = here.documentId === null ? undefined : room.facts.tree.byId(here.documentId)?.path;
    item.description = [path, followsMe ? l10n.t('follows you') : undefined].filter(Boolean).join(' · ');
    item.iconPath = new ThemeIcon('circle-filled', new ThemeColor(`draftroom.person.${person.colour}`));
    item.contextValue = isMe || person.userId === null ? 'self' : 'person';
    item.tooltip = person.role === null ? person.name : `${person.name} · ${roleName(person.role)}`;
    if (!isMe) {
      item.command = { command: 'draftroom.goToPerson', title: l10n.t('Go to Them'), arguments: [{ room, here }] };
    }
    return item;
  }

  dispose(): void {
    this.#stop();
    this.#changed.dispose();
  }

  /** Carets move many times a second; the list changes only when somebody comes, goes or opens another file. */
  #tell(): void {
    const now = JSON.stringify(
      this.#feed.rooms.all.map((room) => [
        room.roomId,
        peopleHere(room.session.presence).map(({ key, person, documentId, followsMe }) => [
          key,
          person.name,
          person.colour,
          person.role,
          documentId === null ? null : room.facts.tree.byId(documentId)?.path,
          followsMe,
        ]),
      ]),
    );
    if (now === this.#last) return;
    this.#last = now;
    this.#changed.fire(undefined);
  }
}
