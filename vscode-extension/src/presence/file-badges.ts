/** Initials beside the files that others have open. */
import { EventEmitter, type FileDecoration, type FileDecorationProvider, ThemeColor, type Uri } from 'vscode';
import type { BoundDocuments } from '../documents/bound-documents.ts';
import type { OpenRoom } from '../rooms/open-room.ts';
import { initialsOf, peopleHere } from './people-here.ts';
import type { PresenceFeed } from './presence-feed.ts';

export class FileBadges implements FileDecorationProvider {
  readonly #changed = new EventEmitter<Uri[]>();
  readonly onDidChangeFileDecorations = this.#changed.event;
  readonly #documents: BoundDocuments;
  readonly #stops: (() => void)[];
  /** Who was where when badges were last told of. */
  readonly #shown = new Map<OpenRoom, Map<string, string>>();
  #badged: Uri[] = [];

  constructor(documents: BoundDocuments, feed: PresenceFeed) {
    this.#documents = documents;
    this.#stops = [
      feed.changed.listen((room) => this.#tell(room)),
      documents.placesChanged.listen(() => this.#tellAll(feed.rooms.all)),
    ];
  }

  provideFileDecoration(uri: Uri): FileDecoration | undefined {
    const place = this.#documents.documentAt(uri);
    if (place === null) return undefined;
    const people = peopleHere(place.room.session.presence).filter(
      ({ isMe, documentId }) => !isMe && documentId === place.documentId,
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
    for (const stop of this.#stops) stop();
    this.#changed.dispose();
  }

  /** Only what changed: the editor asks again for each file that it is told of. */
  #tell(room: OpenRoom): void {
    const now = new Map<string, string>();
    for (const { isMe, documentId, key } of peopleHere(room.session.presence)) {
      if (!isMe && documentId !== null) now.set(documentId, `${now.get(documentId) ?? ''} ${key}`);
    }
    const before = this.#shown.get(room) ?? new Map<string, string>();
    this.#shown.set(room, now);
    const ids = new Set([...before.keys(), ...now.keys()]);
    const changed = [...ids].filter((id) => before.get(id) !== now.get(id));
    this.#fire(changed.flatMap((id) => this.#documents.uriOf(room, id) ?? []));
  }

  /** Documents have other files than before. */
  #tellAll(rooms: readonly OpenRoom[]): void {
    const before = this.#badged;
    this.#badged = rooms.flatMap((room) =>
      [...(this.#shown.get(room)?.keys() ?? [])].flatMap((id) => this.#documents.uriOf(room, id) ?? []),
    );
    if (String(before) !== String(this.#badged)) this.#fire([...before, ...this.#badged]);
  }

  #fire(uris: Uri[]): void {
    if (uris.length > 0) this.#changed.fire(uris);
  }
}
