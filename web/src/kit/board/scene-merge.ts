/** The next scene, from what the document says and what the person has in hand. Pure but for order keys of new elements. */
import type { DrawingElement } from '@draftroom/core/model/drawing/drawing-document';
import { keepingOrder } from '@draftroom/core/model/drawing/element-order';
import { type SceneElement, toScene } from './canvas.ts';
import { isTouched, type Known } from './scene-diff.ts';

export interface MergeInput {
  /** What is to be shown, in its order. */
  readonly wanted: readonly DrawingElement[];
  /** What colleagues are drawing and nobody has stored yet. */
  readonly ghosts: readonly DrawingElement[];
  readonly scene: readonly SceneElement[];
  readonly known: ReadonlyMap<string, Known>;
  /** Shown otherwise than it is wanted. */
  readonly stale: ReadonlySet<string>;
  /** The canvas goes on changing these objects. */
  readonly held: ReadonlySet<string>;
  /** Read-only: what was changed here does not count. */
  readonly discard: boolean;
}

export interface MergeResult {
  readonly elements: readonly SceneElement[];
  readonly fresh: readonly {
    readonly scene: SceneElement;
    readonly element: DrawingElement;
    readonly ghost: boolean;
  }[];
  /** Stale ones that are in hand and have to wait. */
  readonly waiting: ReadonlySet<string>;
  /** Deleted by others. */
  readonly gone: readonly string[];
}

interface Placed {
  readonly id: string;
  readonly index: string;
  readonly scene: SceneElement;
  /** Not in the document: makes room for what is. */
  readonly extra: boolean;
}

export function mergeScene(input: MergeInput): MergeResult {
  const { wanted, ghosts, known, stale, held, discard } = input;
  const before = new Map(input.scene.map((element) => [element.id, element]));
  const placed: Placed[] = [];
  const fresh: { scene: SceneElement; element: DrawingElement; ghost: boolean }[] = [];
  const waiting = new Set<string>();
  const gone: string[] = [];
  const place = (scene: SceneElement, extra: boolean) =>
    placed.push({ id: scene.id, index: scene.index ?? '', scene, extra });
  const inHand = (local: SceneElement) =>
    !discard && (held.has(local.id) || (known.has(local.id) && isTouched(local, known.get(local.id))));

  for (const [ghost, list] of [
    [false, wanted],
    [true, ghosts],
  ] as const) {
    for (const element of list) {
      const local = before.get(element.id);
      before.delete(element.id);
      if (local !== undefined && !ghost && inHand(local)) {
        if (stale.has(element.id)) waiting.add(element.id);
        place(local, false);
      } else if (
        local !== undefined &&
        !local.isDeleted &&
        !stale.has(element.id) &&
        (ghost || known.has(element.id))
      ) {
        place(local, ghost);
      } else {
        const scene = toScene(element, local);
        fresh.push({ scene, element, ghost });
        place(scene, ghost);
      }
    }
  }
  for (const local of before.values()) {
    if (local.isDeleted && !inHand(local)) continue;
    const isNew = !known.has(local.id);
    if (isNew ? !discard && !stale.has(local.id) : inHand(local)) {
      if (!isNew) waiting.add(local.id);
      place(local, true);
    } else gone.push(local.id);
  }
  return { elements: inPlace(placed), fresh, waiting, gone };
}

/**
 * The keys have to rise, or the canvas gives others new ones and takes that for a change by the person. What is not in
 * the document yet moves out of the way.
 */
function inPlace(placed: Placed[]): SceneElement[] {
  const rises = placed.every(({ index }, i) => index !== '' && (i === 0 || index > (placed[i - 1]?.index ?? '')));
  if (rises) return placed.map(({ scene }) => scene);
  placed.sort((a, b) => {
    if (a.index !== b.index) return a.index !== '' && (b.index === '' || a.index < b.index) ? -1 : 1;
    return Number(a.extra) - Number(b.extra);
  });
  return keepingOrder(placed).map(({ index, scene }) => {
    if (scene.index !== index) scene.index = index;
    return scene;
  });
}
