import type { Pin } from './viewer.ts';
import styles from './viewers.module.css';

interface PinMarkerProps {
  pin: Pin;
  active: boolean;
  /** Pixels; left out where somebody else moves the marker. */
  at?: { x: number; y: number };
  ref?: (marker: HTMLElement | null) => void;
  onPin(id: string): void;
}

/** What was said about a place, at the place. */
export function PinMarker({ pin, active, at, ref, onPin }: PinMarkerProps) {
  const style = {
    '--pin': pin.colour,
    ...(at === undefined ? {} : { transform: `translate(${at.x}px, ${at.y}px)` }),
  } as React.CSSProperties;
  if (pin.bare === true) {
    return <span ref={ref} className={styles.pin} style={style} role="img" aria-label={pin.label} data-bare="true" />;
  }
  return (
    <button
      type="button"
      ref={ref}
      className={styles.pin}
      style={style}
      aria-label={`${pin.mark}. ${pin.label}`}
      aria-pressed={active}
      title={pin.label}
      data-state={pin.state}
      data-resolved={pin.resolved}
      onClick={(event) => {
        event.stopPropagation();
        onPin(pin.id);
      }}
    >
      <span>{pin.mark}</span>
    </button>
  );
}
