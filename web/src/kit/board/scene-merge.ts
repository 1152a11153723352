/** The next scene, from what the document says and what the person has in hand. Pure but for order keys of new elements. */
import type { DrawingElement } from '@draftroom/core/model/drawing/drawing-document';
import { keyBetween } from '@draftroom/core/model/drawing/order-keys';
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
  /** Its key is not the document's. */
  readonly yields: boolean;
}

export function mergeScene(input: MergeInput): MergeResult {
  const { wanted, ghosts, known, stale, held, discard } = input;
  const before = new Map(input.scene.map((element) => [element.id, element]));
  const placed: Placed[] = [];
  const fresh: { scene: SceneElement; element: DrawingElement; ghost: boolean }[] = [];
  const waiting = new Set<string>();
  const gone: string[] = [];
  const place = (scene: SceneElement, key: string | null) =>
    placed.push({ id: scene.id, index: scene.index ?? '', scene, yields: key === null || scene.index !== key });
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
        place(local, element.index);
      } else if (
        local !== undefined &&
        !local.isDeleted &&
        !stale.has(element.id) &&
        (ghost || known.has(element.id))
      ) {
        place(local, ghost ? null : element.index);
      } else {
        const scene = toScene(element, local);
        fresh.push({ scene, element, ghost });
        place(scene, ghost ? null : element.index);
      }
    }
  }
  for (const local of before.values()) {
    if (local.isDeleted && !inHand(local)) continue;
    const isNew = !known.has(local.id);
    if (isNew ? !discard && !stale.has(local.id) : inHand(local)) {
      if (!isNew) waiting.add(local.id);
      place(local, null);
    } else gone.push(local.id);
  }
  return { elements: inPlace(placed), fresh, waiting, gone };
}

/**
 * The keys have to rise, or the canvas gives others new ones and takes that for a change by the person. What is not in
 * the document, or not yet with this key, moves out of the way of what is.
 */
function inPlace(placed: Placed[]): SceneElement[] {
  const rises = placed.every(({ index }, i) => index !== '' && (i === 0 || index > (placed[i - 1]?.index ?? '')));
  if (rises) return placed.map(({ scene }) => scene);
  placed.sort((a, b) => {
    if (a.index !== b.index) return a.index !== '' && (b.index === '' || a.index < b.index) ? -1 : 1;
    return Number(a.yields) - Number(b.yields);
  });
  let last: string | null = null;
  return placed.map(({ scene, index, yields }, at) => {
    let key = index;
    if (yields) {
      const next: string | null = placed.slice(at + 1).find((other) => !other.yields)?.index ?? null;
      const fits = key !== '' && (last === null || key > last) && (next === null || key < next);
      if (!fits) key = keyBetween(last, next) ?? key;
      if (scene.index !== key) scene.index = key;
    }
    last = key;
    return scene;
  });
}
