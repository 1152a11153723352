/** A thread as the editor shows it. The editor is told only what changed: it draws anew what it is told. */
import { mayResolve } from '@draftroom/core/contract/thread-rights';
import type { SeenThread } from '@draftroom/core/schema/comments';
import { type CommentThread, CommentThreadCollapsibleState, CommentThreadState, type Range } from 'vscode';
import type { OpenRoom } from '../rooms/open-room.ts';
import { isWritingComment } from './comment-inputs.ts';
import { commenterIn } from './commenting.ts';
import { ShownComment } from './shown-comment.ts';
import { unseenIn } from './thread-list.ts';
import { type ThreadSituation, threadLabel } from './thread-words.ts';

export interface ThreadLook extends Omit<ThreadSituation, 'line'> {
  readonly range: Range;
}

export class ShownThread {
  readonly id: string;
  readonly room: OpenRoom;
  readonly view: CommentThread;
  readonly #comments = new Map<string, ShownComment>();
  /** New for this person when the thread was unfolded; marked until it is folded. */
  #fresh: ReadonlySet<string> = new Set();
  #settled: boolean | null = null;
  #shown = '';

  constructor(
    room: OpenRoom,
    { id, view, comments }: { id: string; view: CommentThread; comments: readonly ShownComment[] },
  ) {
    this.room = room;
    this.id = id;
    this.view = view;
    for (const comment of comments) this.#comments.set(comment.comment.id, comment);
  }

  get unfolded(): boolean {
    return this.view.collapsibleState === CommentThreadCollapsibleState.Expanded;
  }

  show(thread: SeenThread, look: ThreadLook): void {
    const { view } = this;
    view.range = look.range;
    // The editor drops an input with what is written in it; who sends that is told why it cannot be.
    const canReply = look.mayWrite || (view.canReply !== false && this.unfolded && isWritingComment());
    if (view.canReply !== canReply) view.canReply = canReply;
    const label = threadLabel(thread, { ...look, line: look.range.start.line });
    if (view.label !== label) view.label = label;
    const rights = this.#rights(thread);
    if (view.contextValue !== rights) view.contextValue = rights;
    this.#settle(thread);
    this.#showComments(thread);
  }

  /** An edit that was refused goes on in a new input: the editor has closed the one before. */
  editAgain(comment: ShownComment, text: string): void {
    const again = new ShownComment(this.room, comment.comment);
    again.beginEdit(text);
    this.#comments.set(comment.comment.id, again);
    this.refresh();
  }

  /** After a change of a comment that only this window knows of. */
  refresh(): void {
    const comments = [...this.#comments.values()];
    const shown = comments.map(({ comment, key }) => `${comment.id} ${key}`).join('\n');
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.view.comments = comments;
  }

  /** Whoever settles a thread is done with it; before others it stays as it is. */
  #settle({ resolved }: SeenThread): void {
    const settled = resolved !== null;
    if (settled === this.#settled) return;
    const now = this.#settled !== null;
    this.#settled = settled;
    this.view.state = settled ? CommentThreadState.Resolved : CommentThreadState.Unresolved;
    const mine = resolved?.by?.userId === this.room.userId;
    if (now && mine) this.view.collapsibleState = CommentThreadCollapsibleState.Collapsed;
  }

  #showComments(thread: SeenThread): void {
    const unseen = unseenIn(thread, this.room.userId);
    if (!this.unfolded) this.#fresh = new Set(unseen);
    else if (unseen.length > 0) this.#fresh = new Set([...this.#fresh, ...unseen]);
    const kept = new Map<string, ShownComment>();
    for (const comment of thread.comments) {
      const known = this.#comments.get(comment.id) ?? new ShownComment(this.room, comment);
      known.show(comment, this.#fresh.has(comment.id));
      kept.set(comment.id, known);
    }
    this.#comments.clear();
    for (const [id, comment] of kept) this.#comments.set(id, comment);
    this.refresh();
  }

  #rights({ startedBy, resolved }: SeenThread): string {
    const person = commenterIn(this.room);
    const state = resolved === null ? 'open' : 'resolved';
    if (person === null) return `${state} readOnly`;
    return mayResolve(person, startedBy?.userId ?? null) ? `${state} resolvable` : state;
  }
}
