import { restoreElements } from '@excalidraw/excalidraw';
import type { SceneElement } from '../../kit/board/canvas.ts';

/** As large as its words are on this screen; the text comes last, its container before it. */
export function measured(elements: readonly SceneElement[]): readonly SceneElement[] {
  const given = elements as unknown as Parameters<typeof restoreElements>[0];
  return restoreElements(given, null, { refreshDimensions: true }) as unknown as readonly SceneElement[];
}
