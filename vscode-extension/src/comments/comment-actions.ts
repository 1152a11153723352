/** What people do to threads in the editor. What fails is said, and nothing that was written is lost. */
import { toHubClientError } from '@draftroom/core/client/hub-client-error';
import { type CommentReply, type CommentThread, l10n, window } from 'vscode';
import { ShownError } from '../command.ts';
import type { BoundDocuments } from '../documents/bound-documents.ts';
import type { OpenRoom } from '../rooms/open-room.ts';
import { toRead, toStored } from '../written-mentions.ts';
import { offlineWords, requireConnected, whyNotComment, whyNotCommentAt } from './commenting.ts';
import type { RoomComments } from './room-comments.ts';
import type { RoomThreads } from './room-threads.ts';
import type { ShownComment } from './shown-comment.ts';
import type { ShownThread } from './shown-thread.ts';

export class CommentActions {
  readonly #comments: RoomComments;
  readonly #documents: BoundDocuments;
  /** Pressed twice, it is sent once. */
  readonly #sending = new Map<CommentThread, Promise<void>>();

  constructor(comments: RoomComments, documents: BoundDocuments) {
    this.#comments = comments;
    this.#documents = documents;
  }

  /** Begins a thread or answers in one. Resolves when it is with the hub. */
  send({ thread: view, text }: CommentReply): Promise<void> {
    const sending = this.#sending.get(view) ?? this.#send(view, text).finally(() => this.#sending.delete(view));
    this.#sending.set(view, sending);
    return sending;
  }

  edit(comment: ShownComment): void {
    comment.beginEdit();
    this.#shownOf(comment).refresh();
  }

  cancelEdit(comment: ShownComment): void {
    comment.endEdit();
    this.#shownOf(comment).refresh();
  }

  /** The editor has put what was written into the body, and has closed the input. */
  async saveEdit(comment: ShownComment): Promise<void> {
    const written = typeof comment.body === 'string' ? comment.body : comment.body.value;
    const shown = this.#shownOf(comment);
    const { room, threadId } = comment;
    try {
      const threads = this.#threadsOf(room);
      const { named } = toRead(comment.comment.text);
      const text = toStored(written.trim(), [...named, ...threads.members]);
      comment.endEdit();
      await this.#call(room, () => threads.edit(threadId, comment.comment.id, text));
      shown.refresh();
    } catch (error) {
      shown.editAgain(comment, written);
      throw error;
    }
  }

  async remove(comment: ShownComment): Promise<void> {
    const { room, threadId } = comment;
    const threads = this.#threadsOf(room);
    const standing = threads.of(threadId)?.comments.filter(({ removed }) => !removed).length ?? 0;
    const detail =
      standing > 1
        ? l10n.t('The words are gone for good; that something was said stays.')
        : l10n.t('It is the only one of its thread, which goes with it. The words are gone for good.');
    const yes = l10n.t('Remove');
    const question = l10n.t('Remove this comment?');
    if ((await window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes) return;
    await this.#call(room, () => threads.remove(threadId, comment.comment.id));
  }

  async settle(view: CommentThread, settled: boolean): Promise<void> {
    const { id, room } = this.#require(view);
    const threads = this.#threadsOf(room);
    await this.#call(room, () => (settled ? threads.resolve(id) : threads.reopen(id)));
  }

  linkTo(view: CommentThread): string {
    const { id, room } = this.#require(view);
    const documentId = this.#threadsOf(room).of(id)?.documentId ?? '';
    return `${room.client.hub}/rooms/${room.roomId}?doc=${documentId}&thread=${id}`;
  }

  /** Null when they may. */
  whyNot(view: CommentThread): string | null {
    return whyNotComment(this.#require(view).room);
  }

  async #send(view: CommentThread, written: string): Promise<void> {
    const shown = this.#comments.ofView(view);
    if (shown === null) await this.#begin(view, written);
    else await this.#reply(shown, written);
  }

  async #reply({ id, room }: ShownThread, written: string): Promise<void> {
    const threads = this.#threadsOf(room);
    await this.#call(room, () => threads.reply(id, toStored(written.trim(), threads.members)));
  }

  async #begin(view: CommentThread, written: string): Promise<void> {
    const bound = this.#documents.at(view.uri);
    if (bound === null || view.range === undefined) {
      const place = this.#documents.documentAt(view.uri);
      throw new ShownError((place && whyNotCommentAt(place.room, view.uri)) ?? offlineWords());
    }
    const { start, end } = view.range;
    const threads = this.#threadsOf(bound.room);
    const anchor = bound.anchor({ start: bound.lines.offset(start), end: bound.lines.offset(end) });
    await this.#call(bound.room, () =>
      this.#comments.adopt(view, bound, () => threads.begin(anchor, toStored(written.trim(), threads.members))),
    );
  }

  async #call(room: OpenRoom, work: () => Promise<void>): Promise<void> {
    requireConnected(room);
    const whyNot = whyNotComment(room);
    if (whyNot !== null) throw new ShownError(whyNot);
    try {
      await work();
    } catch (error) {
      const known = toHubClientError(error);
      throw known.code === 'unreachable' ? new ShownError(offlineWords(), { cause: error }) : known;
    }
  }

  #threadsOf(room: OpenRoom): RoomThreads {
    const threads = this.#comments.threadsOf(room);
    if (threads === null) throw new ShownError(offlineWords());
    return threads;
  }

  #shownOf({ threadId }: ShownComment): ShownThread {
    const shown = this.#comments.of(threadId);
    if (shown === null) throw new ShownError(l10n.t('This thread is not there any more.'));
    return shown;
  }

  #require(view: CommentThread): ShownThread {
    const shown = this.#comments.ofView(view);
    if (shown === null) throw new ShownError(l10n.t('This thread is not there any more.'));
    return shown;
  }
}
