import { type RefObject, useEffect } from 'react';
import { beginThread } from '../comments/thread-desk.ts';
import { useRoom } from '../session/room-context.ts';
import type { OpenBoard } from './open-board.ts';

/** Undo is one's own and comes from the document; the canvas's own history never acts. Text fields keep theirs. */
export function useBoardKeys(
  host: RefObject<HTMLElement | null>,
  board: OpenBoard | null,
  { mayWrite, mayComment }: { mayWrite: boolean; mayComment: boolean },
): void {
  const { desk, view } = useRoom();
  useEffect(() => {
    const element = host.current;
    if (element === null || board === null) return;
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isField(event.target)) return;
      const key = event.key.toLowerCase();
      if (key === 'm' && event.shiftKey && mayComment) {
        event.preventDefault();
        event.stopPropagation();
        beginThread(desk, view);
        return;
      }
      if (key !== 'z' && key !== 'y') return;
      event.preventDefault();
      event.stopPropagation();
      if (!mayWrite) return;
      if (key === 'y' || event.shiftKey) board.redo();
      else board.undo();
    };
    element.addEventListener('keydown', onKey, { capture: true });
    return () => element.removeEventListener('keydown', onKey, { capture: true });
  }, [host, board, desk, view, mayWrite, mayComment]);
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
