/** The status bar: whether the room is connected, and whether what was written is with the hub. */
import { commands, l10n, StatusBarAlignment, ThemeColor, window } from 'vscode';
import type { BoundDocuments } from '../documents/bound-documents.ts';
import { whyNotWrite } from '../documents/writing.ts';
import type { OpenRoom } from '../rooms/open-room.ts';
import type { PresenceFeed } from './presence-feed.ts';
import { type RoomState, roomState } from './saved-words.ts';

/** *Saved* is said when it has been so for this long: while somebody types it would come and go with every key. */
const calmTime = 400;
/** What was refused may be somewhere else already, a file for one; milliseconds until that is known. */
const refusalTime = 1_000;

export class RoomStatus {
  readonly #feed: PresenceFeed;
  readonly #documents: BoundDocuments;
  readonly #item = window.createStatusBarItem('draftroom.room', StatusBarAlignment.Left, 100);
  readonly #stops: (() => void)[];
  #calm: ReturnType<typeof setTimeout> | undefined;
  #last = '';
  /** Rooms of which the person was told. */
  readonly #told = new WeakSet<OpenRoom>();
  readonly #listener = window.onDidChangeActiveTextEditor(() => this.#show());

  constructor(documents: BoundDocuments, feed: PresenceFeed) {
    this.#feed = feed;
    this.#documents = documents;
    this.#item.name = 'Draftroom';
    this.#item.command = 'draftroom.showRoomState';
    this.#stops = [feed.stateChanged.listen(() => this.#changed()), feed.changed.listen(() => this.#changed())];
    this.#show();
  }

  /** The room of the editor that is looked at, else the first one. */
  get room(): OpenRoom | null {
    return this.#documents.of(window.activeTextEditor?.document)?.room ?? this.#feed.rooms.all[0] ?? null;
  }

  dispose(): void {
    clearTimeout(this.#calm);
    for (const stop of this.#stops) stop();
    this.#listener.dispose();
    this.#item.dispose();
  }

  async #tellNotSaved(room: OpenRoom): Promise<void> {
    if (this.#told.has(room)) return;
    this.#told.add(room);
    await new Promise((resolve) => setTimeout(resolve, refusalTime));
    if (stateOf(room) === 'notSaved') await tell(room);
    else this.#told.delete(room);
  }

  /** What is worse than before is said at once, that all is well only when it stays so. */
  #changed(): void {
    const { room } = this;
    if (room === null || stateOf(room) !== 'saved') {
      clearTimeout(this.#calm);
      this.#calm = undefined;
      this.#show();
      return;
    }
    this.#calm ??= setTimeout(() => {
      this.#calm = undefined;
      this.#show();
    }, calmTime);
  }

  #show(): void {
    const { room } = this;
    if (room === null) {
      this.#last = '';
      this.#item.hide();
      return;
    }
    const state = stateOf(room);
    const [icon, words] = wordsFor(state, room);
    if (state === 'notSaved') void this.#tellNotSaved(room);
    else this.#told.delete(room);
    const why = whyNotWrite(room);
    const key = `${icon} ${room.roomId} ${room.name} ${words} ${peopleCount(room)} ${why}`;
    if (key === this.#last) return;
    this.#last = key;
    this.#item.text = `$(${icon}) ${room.name}: ${words}`;
    const people = l10n.t('{0} people are in this room. Click for what can be done.', peopleCount(room));
    this.#item.tooltip = why === null ? people : `${why}\n${people}`;
    const bad = state === 'notSaved' || state === 'ended';
    const warns = state === 'waiting' || state === 'offline' || state === 'unanswered';
    const colour = bad ? 'statusBarItem.errorBackground' : 'statusBarItem.warningBackground';
    this.#item.backgroundColor = bad || warns ? new ThemeColor(colour) : undefined;
    this.#item.show();
  }
}

async function tell(room: OpenRoom): Promise<void> {
  const show = l10n.t('Show');
  const message = l10n.t('Some of your changes in {0} were not accepted. They are kept here.', room.name);
  if ((await window.showWarningMessage(message, show)) === show) {
    await commands.executeCommand('draftroom.showRoomState');
  }
}

/** What was refused counts until it is discarded, also in documents that nobody has open. */
export function stateOf(room: OpenRoom): RoomState {
  if (room.session.drafts.length > 0) return 'notSaved';
  return roomState({
    connection: room.session.connection.state,
    saved: room.session.saved,
    mayWrite: room.mayWrite,
  });
}

function peopleCount(room: OpenRoom): number {
  return new Set(room.session.presence.people.map(({ userId, clientId }) => userId ?? clientId)).size;
}

export function wordsFor(state: RoomState, room: OpenRoom): [icon: string, words: string] {
  switch (state) {
    case 'saved':
      return ['check', l10n.t('Saved')];
    case 'saving':
      return ['sync', l10n.t('Saving…')];
    case 'connecting':
      return ['sync~spin', l10n.t('Connecting…')];
    case 'offline':
      return ['debug-disconnect', l10n.t('Offline')];
    case 'waiting': {
      const { saved } = room.session;
      const changes = saved.state === 'offline' ? saved.changes : 0;
      return ['debug-disconnect', l10n.t('Offline, {0} changes are kept here', changes)];
    }
    case 'unanswered':
      return ['warning', l10n.t('The hub does not answer, your changes are kept here')];
    case 'readOnly':
      return ['lock', l10n.t('Read only')];
    case 'notSaved':
      return ['error', l10n.t('Not saved')];
    case 'ended':
      return ['error', l10n.t('Closed')];
  }
}
