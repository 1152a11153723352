/** A thread that is unfolded before somebody's eyes is seen. The editor tells nobody that it unfolds one, so it is asked. */
import { window } from 'vscode';
import type { RoomComments } from './room-comments.ts';

const lookInterval = 500;

export class SeenMarks {
  readonly #comments: RoomComments;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(comments: RoomComments) {
    this.#comments = comments;
    this.#timer = setInterval(() => this.#look(), lookInterval);
  }

  dispose(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    if (!window.state.focused) return;
    const visible = new Set(window.visibleTextEditors.map(({ document }) => document.uri.toString()));
    for (const { id, room, view, unfolded } of this.#comments.shown) {
      if (!unfolded || !visible.has(view.uri.toString())) continue;
      const threads = this.#comments.threadsOf(room);
      if ((threads?.of(id)?.unread ?? 0) > 0) threads?.markSeen(id);
    }
  }
}
