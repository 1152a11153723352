import { type RefObject, useEffect } from 'react';
import type { OpenBoard } from '../open-board.ts';

/** Shift+P takes the shape pen or puts it away. Over a figure Tab takes it and Escape keeps the ink; else both are free. */
export function useShapePenKeys(
  host: RefObject<HTMLElement | null>,
  board: OpenBoard | null,
  { mayWrite }: { mayWrite: boolean },
): void {
  useEffect(() => {
    const element = host.current;
    if (element === null || board === null || !mayWrite) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
      if (!act(board, event)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    element.addEventListener('keydown', onKey, { capture: true });
    return () => element.removeEventListener('keydown', onKey, { capture: true });
  }, [host, board, mayWrite]);
}

/** Whether the key meant something here. */
function act({ pen }: OpenBoard, { key, shiftKey, repeat }: KeyboardEvent): boolean {
  if (shiftKey && key.toLowerCase() === 'p') {
    if (!repeat) pen.toggle();
    return true;
  }
  if (shiftKey || pen.state.get().ghost === null) return false;
  if (key === 'Tab') pen.accept();
  else if (key === 'Escape') pen.dismiss();
  else return false;
  return true;
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
