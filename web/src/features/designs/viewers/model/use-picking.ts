import { useCallback, useEffect } from 'react';
import { Raycaster, Vector2 } from 'three';
import type { ModelPlace } from '../viewer.ts';
import { placeOf } from './mesh-places.ts';
import type { StageView } from './stage-view.ts';

/** Further than this from where the button went down, in pixels, it was a turn and no click. */
const clickReach = 4;

/** A click on the model says what is there; dragging turns it as ever. Returns the same for the middle of the window. */
export function usePicking(view: StageView | null, onPick: ((place: ModelPlace) => void) | undefined): () => void {
  useEffect(() => {
    if (view === null || onPick === undefined) return;
    const { element } = view;
    let down: { x: number; y: number } | null = null;
    const press = ({ clientX, clientY, isPrimary, button }: PointerEvent): void => {
      down = isPrimary && button === 0 ? { x: clientX, y: clientY } : null;
    };
    const release = ({ clientX, clientY }: PointerEvent): void => {
      if (down === null || Math.hypot(clientX - down.x, clientY - down.y) > clickReach) return;
      const box = element.getBoundingClientRect();
      pick(view, [(clientX - box.left) / box.width, (clientY - box.top) / box.height], onPick);
    };
    element.addEventListener('pointerdown', press);
    element.addEventListener('pointerup', release);
    return () => {
      element.removeEventListener('pointerdown', press);
      element.removeEventListener('pointerup', release);
    };
  }, [view, onPick]);
  return useCallback(() => {
    if (view !== null && onPick !== undefined) pick(view, [0.5, 0.5], onPick);
  }, [view, onPick]);
}

function pick(view: StageView, [x, y]: [number, number], onPick: (place: ModelPlace) => void): void {
  const ray = new Raycaster();
  ray.setFromCamera(new Vector2(x * 2 - 1, 1 - y * 2), view.camera);
  const [hit] = ray.intersectObject(view.root, true);
  const place = hit === undefined ? null : placeOf(hit, view.root, view.orbit.seen);
  if (place !== null) onPick(place);
}
