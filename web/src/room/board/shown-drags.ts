/** Passes on what colleagues have in hand on one board, and that they have let go of it. */
import type { RoomPresence } from '@draftroom/core/client/presence';

type Show = (clientId: number, elements: readonly object[] | null) => void;

export class ShownDrags {
  readonly #presence: RoomPresence;
  readonly #documentId: string;
  readonly #show: Show;
  readonly #shown = new Map<number, readonly object[]>();

  constructor(presence: RoomPresence, documentId: string, show: Show) {
    this.#presence = presence;
    this.#documentId = documentId;
    this.#show = show;
    presence.on('changed', this.#changed);
  }

  dispose(): void {
    this.#presence.off('changed', this.#changed);
  }

  readonly #changed = (): void => {
    const held = new Set<number>();
    for (const { person, state } of this.#presence.peers) {
      if (state.doc !== this.#documentId || state.dragged === undefined) continue;
      held.add(person.clientId);
      if (this.#shown.get(person.clientId) === state.dragged) continue;
      this.#shown.set(person.clientId, state.dragged);
      this.#show(person.clientId, state.dragged);
    }
    for (const clientId of this.#shown.keys()) {
      if (held.has(clientId)) continue;
      this.#shown.delete(clientId);
      this.#show(clientId, null);
    }
  };
}
