/** Who is writing a message, and that this person is. Presence belongs to the open room; the chat only borrows it. */
import type { RoomPresence } from '@draftroom/core/client/presence';
import { type Disposable, EventEmitter } from 'vscode';

const typingEnds = 4_000;

export class TypingMarks implements Disposable {
  readonly #presenceOf: (roomId: string) => Promise<RoomPresence | null>;
  readonly #changed = new EventEmitter<void>();
  #presence: RoomPresence | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #shown = '';
  readonly onDidChange = this.#changed.event;

  constructor(presenceOf: (roomId: string) => Promise<RoomPresence | null>) {
    this.#presenceOf = presenceOf;
  }

  get names(): string[] {
    const names = (this.#presence?.peers ?? []).flatMap(({ person, state }) => (state.typing ? [person.name] : []));
    return [...new Set(names)];
  }

  async watch(roomId: string): Promise<void> {
    this.#leave();
    const presence = await this.#presenceOf(roomId).catch(() => null);
    this.#leave();
    this.#presence = presence;
    presence?.on('changed', this.#look);
  }

  /** Others see it until a pause. */
  set(on: boolean): void {
    clearTimeout(this.#timer);
    this.#presence?.set({ typing: on ? true : undefined });
    if (on) this.#timer = setTimeout(() => this.#presence?.set({ typing: undefined }), typingEnds);
  }

  dispose(): void {
    this.#leave();
    this.#changed.dispose();
  }

  #leave(): void {
    this.set(false);
    this.#presence?.off('changed', this.#look);
    this.#presence = null;
  }

  readonly #look = (): void => {
    const shown = this.names.join('\n');
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#changed.fire();
  };
}
