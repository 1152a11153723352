import { useEffect, useRef } from 'react';

interface Drag {
  /** Where the pointer is, in the window. */
  dragTo(id: string, y: number): void;
  drop(id: string): void;
}

/**
 * Follows the pointer while something is dragged. By the window: the row that is dragged moves in the document meanwhile,
 * and would lose a pointer that it had captured.
 */
export function useDrag(dragged: string | null, drag: Drag): void {
  const latest = useRef(drag);
  latest.current = drag;
  useEffect(() => {
    if (dragged === null) return;
    const follow = (event: PointerEvent) => latest.current.dragTo(dragged, event.clientY);
    const end = () => latest.current.drop(dragged);
    window.addEventListener('pointermove', follow);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
    return () => {
      window.removeEventListener('pointermove', follow);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
    };
  }, [dragged]);
}
