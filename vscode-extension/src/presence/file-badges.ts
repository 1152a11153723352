/** Initials beside the files that others have open. */
import { EventEmitter, type FileDecoration, type FileDecorationProvider, ThemeColor, type Uri } from 'vscode';
import type { OpenRoom } from '../rooms/open-room.ts';
import { readRoomAddress } from '../rooms/room-uri.ts';
import { initialsOf, peopleHere } from './people-here.ts';
import type { PresenceFeed } from './presence-feed.ts';
import { documentUri } from './room-places.ts';

export class FileBadges implements FileDecorationProvider {
  readonly #changed = new EventEmitter<Uri[]>();
  readonly onDidChangeFileDecorations = this.#changed.event;
  readonly #feed: PresenceFeed;
  readonly #stop: () => void;
  /** Who was where when badges were last told of. */
  readonly #shown = new Map<OpenRoom, Map<string, string>>();

  constructor(feed: PresenceFeed) {
    this.#feed = feed;
    this.#stop = feed.changed.listen((room) => this.#tell(room));
  }

  provideFileDecoration(uri: Uri): FileDecoration | undefined {
    const address = readRoomAddress(uri);
    const room = address === null ? null : this.#feed.rooms.peek(address.roomId);
    const node = room === null || address === null ? null : room.facts.tree.at(address.path.normalize('NFC'));
    if (room === null || node?.type !== 'document') return undefined;
    const people = peopleHere(room.session.presence).filter(
      ({ isMe, documentId }) => !isMe && documentId === node.document.id,
    );
    const [first] = people;
    if (first === undefined) return undefined;
    return {
      badge: people.length === 1 ? initialsOf(first.person.name) : String(Math.min(people.length, 99)),
      tooltip: people.map(({ person }) => person.name).join(', '),
      color: new ThemeColor(`draftroom.person.${first.person.colour}`),
    };
  }

  dispose(): void {
    this.#stop();
    this.#changed.dispose();
  }

  #tell(room: OpenRoom): void {
    const now = new Map<string, string>();
    for (const { isMe, documentId, key } of peopleHere(room.session.presence)) {
      if (!isMe && documentId !== null) now.set(documentId, `${now.get(documentId) ?? ''} ${key}`);
    }
    const before = this.#shown.get(room) ?? new Map<string, string>();
    this.#shown.set(room, now);
    const ids = new Set([...before.keys(), ...now.keys()]);
    const uris = [...ids].flatMap((id) => (before.get(id) === now.get(id) ? [] : (documentUri(room, id) ?? [])));
    if (uris.length > 0) this.#changed.fire(uris);
  }
}
