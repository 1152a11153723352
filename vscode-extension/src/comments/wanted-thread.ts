/** The thread that a link has named, until a window that has its room open shows it. */
import type { Memento } from 'vscode';
import { CommentThreadCollapsibleState, TextEditorRevealType, window } from 'vscode';
import type { RoomComments } from './room-comments.ts';
import type { ShownThread } from './shown-thread.ts';

const key = 'wantedThread';
/** Milliseconds; a room that is opened later is opened for another reason. */
const longestWait = 120_000;

interface Wanted {
  readonly roomId: string;
  readonly threadId: string;
  readonly at: number;
}

export class WantedThread {
  readonly #memory: Memento;
  readonly #comments: RoomComments;
  readonly #stop: () => void;
  #wanted: Wanted | null;

  constructor(memory: Memento, comments: RoomComments) {
    this.#memory = memory;
    this.#comments = comments;
    this.#wanted = memory.get<Wanted | null>(key, null);
    this.#stop = comments.drawn.listen(() => this.#look());
    this.#look();
  }

  async want(roomId: string, threadId: string): Promise<void> {
    this.#wanted = { roomId, threadId, at: Date.now() };
    await this.#memory.update(key, this.#wanted);
    this.#look();
  }

  dispose(): void {
    this.#stop();
  }

  #look(): void {
    if (this.#wanted === null) return;
    const { threadId, roomId, at } = this.#wanted;
    const shown = this.#comments.of(threadId);
    const late = Date.now() - at > longestWait;
    if (!late && shown?.room.roomId !== roomId) return;
    this.#wanted = null;
    void this.#memory.update(key, undefined);
    if (shown !== null && !late) void show(shown);
  }
}

async function show({ view }: ShownThread): Promise<void> {
  const editor = await window.showTextDocument(view.uri, { preview: false });
  view.collapsibleState = CommentThreadCollapsibleState.Expanded;
  if (view.range !== undefined) editor.revealRange(view.range, TextEditorRevealType.InCenterIfOutsideViewport);
}
