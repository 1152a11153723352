import { type RefObject, useEffect, useRef, useState } from 'react';
import { type Direction, type Layout, neighbour } from './placement.ts';

const directions: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/**
 * Arrow keys, Home and End lead from card to card. `focused` has to be rendered even where it is out of sight: else the
 * focus would fall back to the page. `findFirst`: the card that has the focus at first; negative for none.
 */
export function useArrowKeys(root: RefObject<HTMLElement | null>, layout: Layout, findFirst: () => number) {
  const [first] = useState(findFirst);
  const [focused, setFocused] = useState<number | null>(first < 0 ? null : first);
  const wanted = useRef(focused);

  useEffect(() => {
    if (wanted.current === null) return;
    const card = root.current?.querySelector(`[data-index="${wanted.current}"]`);
    wanted.current = null;
    card?.querySelector<HTMLElement>('[data-card-link]')?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: 'nearest' });
  });

  function onKeyDown(event: React.KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const target = event.target as HTMLElement;
    if (!target.matches('[data-card-link]')) return;
    const next = leadsTo(event.key, indexOf(target) ?? 0, layout);
    if (next === null) return;
    event.preventDefault();
    wanted.current = next;
    setFocused(next);
  }

  return {
    focused,
    onKeyDown,
    onFocus: (event: React.FocusEvent) => setFocused(indexOf(event.target)),
    onBlur: (event: React.FocusEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget) && document.hasFocus()) setFocused(null);
    },
  };
}

function leadsTo(key: string, from: number, layout: Layout): number | null {
  if (key === 'Home') return 0;
  if (key === 'End') return layout.boxes.length - 1;
  const direction = directions[key];
  return direction === undefined ? null : neighbour(layout, from, direction);
}

function indexOf(element: Element): number | null {
  const index = element.closest<HTMLElement>('[data-index]')?.dataset.index;
  return index === undefined ? null : Number(index);
}
