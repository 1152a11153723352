/** Goes where a followed person goes, until one does something of one's own. Says so when somebody follows this person. */
import type { Peer } from '@draftroom/core/client/presence';
import {
  commands,
  Disposable,
  l10n,
  Range,
  StatusBarAlignment,
  TextEditorRevealType,
  TextEditorSelectionChangeKind,
  window,
} from 'vscode';
import type { BoundDocuments } from '../documents/bound-documents.ts';
import type { OpenRoom } from '../rooms/open-room.ts';
import type { PresenceFeed } from './presence-feed.ts';

const noticeTime = 6_000;

interface Followed {
  readonly room: OpenRoom;
  readonly userId: string;
  name: string;
}

export class Following {
  readonly #documents: BoundDocuments;
  readonly #item = window.createStatusBarItem('draftroom.following', StatusBarAlignment.Left, 90);
  readonly #held: Disposable;
  readonly #followers = new Map<OpenRoom, Set<string>>();
  #followed: Followed | null = null;
  #seen = '';
  /** The document that following has brought into view. */
  #shownId: string | null = null;
  #going = false;
  #again = false;

  constructor(documents: BoundDocuments, feed: PresenceFeed) {
    this.#documents = documents;
    this.#item.name = l10n.t('Following');
    this.#item.command = 'draftroom.stopFollowing';
    const stop = feed.changed.listen((room) => {
      this.#noticeFollowers(room);
      if (this.#followed?.room === room) void this.#go();
    });
    const closed = feed.rooms.closed.listen((room) => {
      this.#followers.delete(room);
      if (this.#followed?.room === room) this.stop();
    });
    this.#held = Disposable.from(
      this.#item,
      window.onDidChangeTextEditorSelection(({ kind }) => {
        const own = kind === TextEditorSelectionChangeKind.Keyboard || kind === TextEditorSelectionChangeKind.Mouse;
        if (own) this.stop();
      }),
      window.onDidChangeActiveTextEditor((editor) => {
        if (editor === undefined || this.#going) return;
        // The document that is followed may have another path by now.
        if (this.#documents.placeOf(editor.document)?.documentId !== this.#shownId) this.stop();
      }),
      new Disposable(stop),
      new Disposable(closed),
    );
  }

  follow(room: OpenRoom, userId: string, name: string): void {
    this.stop();
    this.#followed = { room, userId, name };
    this.#seen = '';
    this.#shownId = null;
    room.session.presence.set({ follows: userId });
    this.#item.text = `$(eye) ${l10n.t('Following {0}', name)}`;
    this.#item.tooltip = l10n.t('Click, type or move the cursor to go your own way.');
    this.#item.show();
    void commands.executeCommand('setContext', 'draftroom.following', true);
    void this.#go();
  }

  stop(): void {
    if (this.#followed === null) return;
    this.#followed.room.session.presence.set({ follows: undefined });
    this.#followed = null;
    this.#item.hide();
    void commands.executeCommand('setContext', 'draftroom.following', false);
  }

  /** Once, without staying with them. */
  async visit(room: OpenRoom, userId: string): Promise<void> {
    const peer = room.session.presence.peerOf(userId);
    if (peer !== null) await this.#show(room, peer, false);
  }

  dispose(): void {
    this.stop();
    this.#held.dispose();
  }

  /** One move at a time; what comes meanwhile is one more. */
  async #go(): Promise<void> {
    this.#again = true;
    if (this.#going) return;
    this.#going = true;
    try {
      while (this.#again && this.#followed !== null) {
        this.#again = false;
        const { room, userId } = this.#followed;
        const peer = room.session.presence.peerOf(userId);
        if (peer === null) continue;
        const { doc, viewport, selection } = peer.state;
        const seen = JSON.stringify([doc, viewport, selection]);
        if (seen === this.#seen) continue;
        this.#seen = seen;
        await this.#show(room, peer, true);
      }
    } finally {
      this.#going = false;
    }
  }

  async #show(room: OpenRoom, { state }: Peer, stay: boolean): Promise<void> {
    const uri = state.doc === undefined ? null : this.#documents.uriOf(room, state.doc);
    if (uri === null) return;
    if (stay) this.#shownId = state.doc ?? null;
    const shown = window.activeTextEditor;
    const there = shown?.document.uri.toString() === uri.toString();
    const editor = there ? shown : await window.showTextDocument(uri, { preview: false, preserveFocus: stay });
    // A file that was just opened is bound a moment later; one that may only be read may never be.
    const bound =
      this.#documents.of(editor.document) ?? (there ? null : await this.#documents.boundSoon(editor.document));
    if (stay && this.#followed === null) return;
    const head = state.selection === undefined ? null : (bound?.decode(state.selection.head) ?? null);
    if (bound !== null && head !== null) {
      const { line, character } = bound.lines.position(head);
      editor.revealRange(new Range(line, character, line, character), TextEditorRevealType.InCenterIfOutsideViewport);
    } else if (state.viewport !== undefined && 'first' in state.viewport) {
      const line = Math.max(0, state.viewport.first - 1);
      editor.revealRange(new Range(line, 0, line, 0), TextEditorRevealType.AtTop);
    }
  }

  #noticeFollowers(room: OpenRoom): void {
    const before = this.#followers.get(room) ?? new Set<string>();
    const now = new Map(room.session.presence.followers.map((person) => [person.userId ?? '', person.name]));
    this.#followers.set(room, new Set(now.keys()));
    for (const [userId, name] of now) {
      if (!before.has(userId)) window.setStatusBarMessage(`$(eye) ${l10n.t('{0} follows you', name)}`, noticeTime);
    }
  }
}
