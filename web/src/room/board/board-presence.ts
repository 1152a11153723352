/** What the others see of this window's board: pointer, tool, whether a stroke is under way, what is in sight. */
import type { RoomPresence } from '@draftroom/core/client/presence';
import type { Point, Rect } from './board-view.ts';

export class BoardPresence {
  readonly #presence: RoomPresence;
  readonly #documentId: string;
  /** What a followed person has in sight; passed on, so that people who follow each other come to rest. */
  #relayed: Rect | null = null;
  #sight: Rect | null = null;

  constructor(presence: RoomPresence, documentId: string) {
    this.#presence = presence;
    this.#documentId = documentId;
    presence.set({ ...nothing, doc: documentId });
  }

  pointed(at: Point, { tool, down }: { tool: string; down: boolean }): void {
    if (!Number.isFinite(at.x) || !Number.isFinite(at.y)) return;
    this.#presence.set({
      doc: this.#documentId,
      pointer: { x: tenth(at.x), y: tenth(at.y) },
      tool,
      drawing: down ? true : undefined,
    });
  }

  left(): void {
    this.#presence.set({ pointer: undefined, drawing: undefined });
  }

  dragged(elements: readonly object[]): void {
    this.#presence.set({ dragged: elements.length === 0 ? undefined : elements });
  }

  looked(sight: Rect): void {
    this.#sight = sight;
    this.#tellSight();
  }

  relay(sight: Rect | null): void {
    this.#relayed = sight;
    this.#tellSight();
  }

  dispose(): void {
    this.#presence.set({ ...nothing, doc: undefined });
  }

  #tellSight(): void {
    const sight = this.#relayed ?? this.#sight;
    if (sight === null || sight.width <= 0 || sight.height <= 0) return;
    const { x, y, width, height } = sight;
    this.#presence.set({ viewport: { x: tenth(x), y: tenth(y), width: tenth(width), height: tenth(height) } });
  }
}

const nothing = {
  pointer: undefined,
  viewport: undefined,
  selection: undefined,
  tool: undefined,
  drawing: undefined,
  dragged: undefined,
};

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
