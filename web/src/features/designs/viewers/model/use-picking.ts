import type { DesignModelAnchor } from '@draftroom/core/contract/design-anchor';
import { useCallback, useEffect } from 'react';
import { Raycaster, Vector2 } from 'three';
import type { StageView } from './stage-view.ts';

/** Further than this from where the button went down, in pixels, it was a turn and no click. */
const clickReach = 4;

interface Picking {
  readonly path: string;
  readonly onPick: ((anchor: DesignModelAnchor) => void) | undefined;
}

/** A click on the model says what is there; dragging turns it as ever. Returns the same for the middle of the window. */
export function usePicking(view: StageView | null, { path, onPick }: Picking): () => void {
  const pick = useCallback(
    (x: number, y: number) => {
      const anchor = view === null || onPick === undefined ? null : anchorAt(view, path, { x, y });
      if (anchor !== null) onPick?.(anchor);
    },
    [view, path, onPick],
  );
  useEffect(() => {
    if (view === null) return;
    const { element } = view;
    let down: { x: number; y: number } | null = null;
    const press = ({ clientX, clientY, isPrimary, button }: PointerEvent): void => {
      down = isPrimary && button === 0 ? { x: clientX, y: clientY } : null;
    };
    const release = ({ clientX, clientY }: PointerEvent): void => {
      if (down === null || Math.hypot(clientX - down.x, clientY - down.y) > clickReach) return;
      const box = element.getBoundingClientRect();
      pick((clientX - box.left) / box.width, (clientY - box.top) / box.height);
    };
    element.addEventListener('pointerdown', press);
    element.addEventListener('pointerup', release);
    return () => {
      element.removeEventListener('pointerdown', press);
      element.removeEventListener('pointerup', release);
    };
  }, [view, pick]);
  return useCallback(() => pick(0.5, 0.5), [pick]);
}

/** `x` and `y` from 0 to 1 across the window. */
function anchorAt(view: StageView, path: string, { x, y }: { x: number; y: number }): DesignModelAnchor | null {
  const ray = new Raycaster();
  ray.setFromCamera(new Vector2(x * 2 - 1, 1 - y * 2), view.camera);
  const [hit] = ray.intersectObject(view.root, true);
  return hit === undefined ? null : view.places.at(hit, path, view.orbit.seen);
}
