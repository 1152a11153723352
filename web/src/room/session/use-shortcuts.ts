import { useEffect } from 'react';
import { openTab, type RoomView, stepTab } from './room-view.ts';

/** Keys of the room screen. They work inside the editor, too: none of them means anything there. */
export function useShortcuts(view: RoomView): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
      const key = event.key.toLowerCase();
      if (key === 'b' && !event.shiftKey) view.set({ left: !view.get().left });
      else if (key === 'j' && !event.shiftKey) view.set({ right: !view.get().right });
      else if (event.key === 'PageDown') stepTab(view, 1);
      else if (event.key === 'PageUp') stepTab(view, -1);
      // The browser's own dialog would save the page, not the work, which is saved already.
      else if (key !== 's' || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [view]);
}

/** Goes where a followed person goes, until this one does something of their own. */
export function stopFollowing(view: RoomView): void {
  if (view.get().following !== null) view.set({ following: null });
}

export function openByHand(view: RoomView, id: string): void {
  stopFollowing(view);
  view.set({ chosen: id });
  openTab(view, id);
}
