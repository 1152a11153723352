/** How wide the masonry is, where its cards stand in that, and which stretch of it is to be seen. */
import { useMediaQuery } from '@mantine/hooks';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { assignColumns, columnsFor, type Layout, layOut } from './placement.ts';

const gap = 16;
/** Pixels, as in `Masonry.module.css`. */
const touchCaption = 56;
const reasonLine = 32;

/**
 * By the path of the page, known before the first measuring: a page that one comes back to must be as high as it was when
 * its place is restored.
 */
const lastMeasured = new Map<string, { window: number; width: number }>();

export function useLayout(root: RefObject<HTMLElement | null>, shapes: readonly number[], reasons: boolean): Layout {
  const width = useWidth(root);
  const touch = useMediaQuery('(hover: none)', false, { getInitialValueInEffect: false });
  const columns = columnsFor(width, gap);
  const assigned = useRef<{ columns: number; list: number[] }>({ columns, list: [] });
  return useMemo(() => {
    const before = assigned.current.columns === columns ? assigned.current.list : [];
    const list = assignColumns(shapes, columns, before.length <= shapes.length ? before : []);
    assigned.current = { columns, list };
    const columnWidth = Math.floor((width - gap * (columns - 1)) / columns);
    const caption = (touch ? touchCaption : 0) + (reasons ? reasonLine : 0);
    return layOut(shapes, list, columns, { columnWidth, gap, caption });
  }, [shapes, columns, width, touch, reasons]);
}

export const masonryGap = gap;

function useWidth(root: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(() => {
    const last = lastMeasured.get(location.pathname);
    return last?.window === window.innerWidth ? last.width : 0;
  });
  useLayoutEffect(() => {
    const element = root.current;
    if (element === null) return;
    const measure = () => {
      lastMeasured.set(location.pathname, { window: window.innerWidth, width: element.clientWidth });
      setWidth(element.clientWidth);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [root]);
  return width;
}

/**
 * From a window's height above what is seen to one and a half below, in steps of half a window, so that scrolling renders
 * anew only now and then.
 */
export function useStretch(root: RefObject<HTMLElement | null>): { start: number; end: number } {
  const [step, setStep] = useState(() => ({ at: Math.floor(window.scrollY), height: window.innerHeight }));
  const look = useCallback(() => {
    const height = window.innerHeight;
    const top = -(root.current?.getBoundingClientRect().top ?? 0);
    const at = Math.floor(top / (height / 2)) * (height / 2);
    setStep((before) => (before.at === at && before.height === height ? before : { at, height }));
  }, [root]);
  useLayoutEffect(look);
  useEffect(() => {
    window.addEventListener('scroll', look, { passive: true });
    window.addEventListener('resize', look);
    return () => {
      window.removeEventListener('scroll', look);
      window.removeEventListener('resize', look);
    };
  }, [look]);
  return { start: step.at - step.height, end: step.at + 2.5 * step.height };
}
