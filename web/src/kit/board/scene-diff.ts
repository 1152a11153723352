/** What the person changed in the scene since it was last known. Pure. */
import type { DrawingElement } from '@draftroom/core/model/drawing/drawing-document';
import { sameJson } from '@draftroom/core/model/drawing/same-json';
import { fromScene, type SceneElement } from './canvas.ts';

/** What an element of the scene was when the binding last looked. */
export interface Known {
  readonly version: number;
  readonly versionNonce: number;
  /** What it says, also where the document says something else by now. */
  readonly base: DrawingElement;
}

export type LocalChange =
  | { readonly type: 'added'; readonly element: DrawingElement; readonly scene: SceneElement }
  | {
      readonly type: 'changed';
      readonly base: DrawingElement;
      readonly element: DrawingElement;
      readonly scene: SceneElement;
    }
  | { readonly type: 'removed'; readonly id: string };

export function isTouched(element: SceneElement, known: Known | undefined): boolean {
  return known === undefined || known.version !== element.version || known.versionNonce !== element.versionNonce;
}

/** A number that changes whenever any element does. Looked at for every move of the pointer, so it costs next to nothing. */
export function fingerprint(elements: readonly SceneElement[]): number {
  let print = elements.length;
  for (const { version, versionNonce } of elements) print = (Math.imul(print, 31) + version + versionNonce) | 0;
  return print;
}

export function localChanges(
  elements: readonly SceneElement[],
  known: ReadonlyMap<string, Known>,
  isForeign: (id: string) => boolean,
): LocalChange[] {
  const changes: LocalChange[] = [];
  for (const scene of elements) {
    const before = known.get(scene.id);
    if (!isTouched(scene, before) || isForeign(scene.id)) continue;
    if (scene.isDeleted) {
      if (before !== undefined) changes.push({ type: 'removed', id: scene.id });
      continue;
    }
    if (before === undefined) {
      const element = fromScene(scene);
      if (element !== null) changes.push({ type: 'added', element, scene });
      continue;
    }
    const element = changedElement(scene, before.base);
    if (element !== null) changes.push({ type: 'changed', base: before.base, element, scene });
  }
  return changes;
}

/** While all words of a text are marked and typed over it is empty for a moment: that counts, where nothing else would. */
function changedElement(scene: SceneElement, base: DrawingElement): DrawingElement | null {
  const element = fromScene(scene);
  if (element !== null) return element;
  const words = (scene as SceneElement & { originalText?: unknown }).originalText;
  return base.type === 'text' && words === '' ? { ...base, text: '', originalText: '' } : null;
}

/** The properties that differ. */
export function differingKeys(before: DrawingElement, after: DrawingElement): string[] {
  const [left, right] = [before, after] as unknown as Record<string, unknown>[];
  const keys = new Set([...Object.keys(left ?? {}), ...Object.keys(right ?? {})]);
  return [...keys].filter((key) => !sameJson(left?.[key], right?.[key]));
}
