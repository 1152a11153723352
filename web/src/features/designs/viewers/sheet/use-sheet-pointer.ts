import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { isWheelMine } from '../wheel.ts';
import { moved, type Point, type View, zoomed } from './pan-zoom.ts';
import type { SheetView } from './use-sheet-view.ts';

/** Pixels; further is no click. */
export const clickReach = 4;

interface SheetPointer {
  readonly host: RefObject<HTMLElement | null>;
  readonly sheet: SheetView | null;
  /** While picking: a click or, where parts may be picked, both ends of a drag, in the window. */
  onPicked: ((from: Point, to: Point) => void) | null;
  /** A drag marks a part instead of moving the sheet. */
  readonly marking: boolean;
}

/** Dragging, pinching and the wheel. Returns what to listen to, and the part that is being marked. */
export function useSheetPointer({ host, sheet, onPicked, marking }: SheetPointer) {
  const fingers = useRef(new Map<number, Point>());
  const start = useRef<Point | null>(null);
  const [mark, setMark] = useState<{ from: Point; to: Point } | null>(null);
  const latest = useRef(sheet);
  latest.current = sheet;
  useWheel(host, latest);

  const at = ({ clientX, clientY }: PointerEvent): Point => {
    const box = host.current?.getBoundingClientRect();
    return { x: clientX - (box?.left ?? 0), y: clientY - (box?.top ?? 0) };
  };
  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    host.current?.setPointerCapture(event.pointerId);
    fingers.current.set(event.pointerId, at(event));
    start.current = fingers.current.size === 1 ? at(event) : null;
    setMark(null);
  };
  const onPointerMove = (event: PointerEvent): void => {
    const before = fingers.current.get(event.pointerId);
    if (before === undefined || sheet === null) return;
    const now = at(event);
    const others = [...fingers.current].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    fingers.current.set(event.pointerId, now);
    const [other] = others;
    if (other !== undefined) sheet.change((view) => pinched(view, { before, now, other }, sheet.whole.scale / 2));
    else if (marking && start.current !== null) setMark({ from: start.current, to: now });
    else sheet.change((view) => moved(view, { x: now.x - before.x, y: now.y - before.y }));
  };
  const onPointerUp = (event: PointerEvent): void => {
    const from = start.current;
    const held = fingers.current.delete(event.pointerId);
    start.current = null;
    setMark(null);
    if (!held || from === null || onPicked === null || event.type === 'pointercancel') return;
    const to = at(event);
    if (marking || Math.hypot(to.x - from.x, to.y - from.y) <= clickReach) onPicked(from, to);
  };
  return { mark, listeners: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp } };
}

function pinched(view: View, fingers: { before: Point; now: Point; other: Point }, least: number): View {
  const { before, now, other } = fingers;
  const apart = (one: Point): number => Math.max(1, Math.hypot(one.x - other.x, one.y - other.y));
  const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
  const by = { x: (now.x - before.x) / 2, y: (now.y - before.y) / 2 };
  return zoomed(moved(view, by), apart(now) / apart(before), middle, least);
}

/** React listens to the wheel without the right to keep it from the page. */
function useWheel(host: RefObject<HTMLElement | null>, latest: RefObject<SheetView | null>): void {
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const turned = (event: WheelEvent): void => {
      const sheet = latest.current;
      if (sheet === null || !isWheelMine({ ctrlKey: event.ctrlKey, currentTarget: element })) return;
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const at = { x: event.clientX - box.left, y: event.clientY - box.top };
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      const factor = Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.002));
      sheet.change((view) => zoomed(view, factor, at, sheet.whole.scale / 2));
    };
    element.addEventListener('wheel', turned, { passive: false });
    return () => element.removeEventListener('wheel', turned);
  }, [host, latest]);
}
