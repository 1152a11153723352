import { type RefObject, useCallback, useEffect, useState } from 'react';
import { fitted, kept, type Size, type View } from './pan-zoom.ts';

export interface SheetView {
  readonly view: View;
  readonly window: Size;
  /** The whole work, as it is shown at first. */
  readonly whole: View;
  change(next: (view: View) => View): void;
  reset(): void;
}

/** Null until the window has a size. `most`: the largest scale at which all of the work is shown. */
export function useSheetView(host: RefObject<HTMLElement | null>, sheet: Size, most: number): SheetView | null {
  const [window, setWindow] = useState<Size | null>(null);
  const [view, setView] = useState<View | null>(null);
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      const next = { width: element.clientWidth, height: element.clientHeight };
      if (next.width > 0 && next.height > 0) setWindow(next);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [host]);
  const { width, height } = sheet;
  const change = useCallback(
    (next: (view: View) => View) => {
      if (window === null) return;
      setView((before) => kept(next(before ?? fitted({ width, height }, window, most)), { width, height }, window));
    },
    [window, width, height, most],
  );
  if (window === null) return null;
  const whole = fitted(sheet, window, most);
  return { view: view ?? whole, window, whole, change, reset: () => setView(null) };
}
