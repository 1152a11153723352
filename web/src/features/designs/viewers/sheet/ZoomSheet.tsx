import { useEffect, useRef } from 'react';
import { PinMarker } from '../PinMarker.tsx';
import { type Steps, ViewerFrame } from '../ViewerFrame.tsx';
import type { Pin } from '../viewer.ts';
import styles from '../viewers.module.css';
import {
  between,
  centred,
  isWithin,
  moved,
  type Point,
  type Rect,
  type Size,
  toSheet,
  toWindow,
  type View,
  zoomed,
} from './pan-zoom.ts';
import { clickReach, useSheetPointer } from './use-sheet-pointer.ts';
import { useSheetView } from './use-sheet-view.ts';

/** A pin where it stands on the sheet, in its units. */
export interface SheetPin {
  readonly pin: Pin;
  readonly at: Point;
  readonly region?: Rect;
}

export interface SheetPick {
  point(at: Point): void;
  /** Left out where only points can be meant. */
  part?(part: Rect): void;
}

interface ZoomSheetProps {
  src: string;
  size: Size;
  alt: string;
  keys: string;
  /** The largest scale at which all of it is shown at first. */
  most?: number;
  pins: readonly SheetPin[];
  activePin: string | null;
  onPin(id: string): void;
  pick: SheetPick | null;
}

/** A flat work that can be moved and looked at closely. */
export function ZoomSheet({ src, size, alt, keys, most = 1, pins, activePin, onPin, pick }: ZoomSheetProps) {
  const host = useRef<HTMLDivElement>(null);
  const sheet = useSheetView(host, size, most);
  const picked = (from: Point, to: Point): void => {
    if (sheet === null || pick === null) return;
    const [one, other] = [toSheet(from, sheet.view), toSheet(to, sheet.view)];
    const part = pick.part === undefined ? null : between(one, other, size, clickReach / sheet.view.scale);
    if (part !== null) pick.part?.(part);
    else if (isWithin(other, size)) pick.point(other);
  };
  const marking = pick?.part !== undefined;
  const { mark, listeners } = useSheetPointer({ host, sheet, onPicked: pick === null ? null : picked, marking });
  const active = pins.find(({ pin }) => pin.id === activePin);
  useShownPin(sheet, active);
  const middle = sheet === null ? null : { x: sheet.window.width / 2, y: sheet.window.height / 2 };
  const steps: Steps | null = sheet && {
    zoom: (factor) => sheet.change((view) => zoomed(view, factor, middle ?? view, sheet.whole.scale / 2)),
    move: (aside, up) => sheet.change((view) => moved(view, { x: -aside * keyStep, y: up * keyStep })),
    reset: sheet.reset,
  };
  return (
    <ViewerFrame
      label={alt}
      keys={keys}
      steps={steps}
      picking={pick !== null}
      onPickMiddle={() => middle !== null && picked(middle, middle)}
    >
      <div
        className={styles.sheet}
        ref={host}
        data-near={sheet !== null && sheet.view.scale > sheet.whole.scale * 1.01}
        {...listeners}
      >
        {sheet !== null && (
          <>
            <img
              src={src}
              alt=""
              draggable={false}
              width={size.width}
              height={size.height}
              data-large={sheet.view.scale > 4}
              style={{ transform: `translate(${sheet.view.x}px, ${sheet.view.y}px) scale(${sheet.view.scale})` }}
            />
            <div className={styles.pins}>
              {pins.map(({ pin, at, region }) => (
                <Marked key={pin.id} {...{ pin, at, region, view: sheet.view, onPin }} active={pin.id === activePin} />
              ))}
              {mark !== null && <Region rect={windowRect(mark.from, mark.to)} />}
            </div>
          </>
        )}
      </div>
    </ViewerFrame>
  );
}

/** Pixels a key press. */
const keyStep = 48;

interface MarkedProps extends SheetPin {
  view: View;
  active: boolean;
  onPin(id: string): void;
}

function Marked({ pin, at, region, view, active, onPin }: MarkedProps) {
  const corner = region && toWindow(region, view);
  return (
    <>
      {(active || pin.bare === true) && region !== undefined && corner !== undefined && (
        <Region
          bare={pin.bare === true}
          rect={{ ...corner, width: region.width * view.scale, height: region.height * view.scale }}
          colour={pin.colour}
        />
      )}
      <PinMarker pin={pin} active={active} at={toWindow(at, view)} onPin={onPin} />
    </>
  );
}

function Region({ rect, colour, bare = false }: { rect: Rect; colour?: string; bare?: boolean }) {
  const style = {
    '--pin': colour,
    transform: `translate(${rect.x}px, ${rect.y}px)`,
    inlineSize: rect.width,
    blockSize: rect.height,
  };
  return <span className={styles.region} style={style as React.CSSProperties} data-bare={bare} aria-hidden="true" />;
}

function windowRect(from: Point, to: Point): Rect {
  return {
    x: Math.min(from.x, to.x),
    y: Math.min(from.y, to.y),
    width: Math.abs(to.x - from.x),
    height: Math.abs(to.y - from.y),
  };
}

/** Brings a pin into the window when it becomes the active one and stands outside. */
function useShownPin(sheet: ReturnType<typeof useSheetView>, active: SheetPin | undefined): void {
  const latest = useRef({ sheet, active });
  latest.current = { sheet, active };
  const id = active?.pin.id;
  const ready = sheet !== null;
  useEffect(() => {
    const { sheet, active } = latest.current;
    if (!ready || sheet === null || active === undefined || active.pin.id !== id) return;
    if (isWithin(toWindow(active.at, sheet.view), sheet.window)) return;
    sheet.change((view) => centred(active.at, view.scale, sheet.window));
  }, [id, ready]);
}
