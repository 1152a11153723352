import { memo } from 'react';
import { PinMarker } from '../PinMarker.tsx';
import type { Pin } from '../viewer.ts';
import styles from '../viewers.module.css';
import type { Token } from './colour-code.ts';

interface CodeLineProps {
  index: number;
  tokens: readonly Token[];
  marked: boolean;
  pins: readonly Pin[];
  activePin: string | null;
  onPin(id: string): void;
}

export const CodeLine = memo(function CodeLine({ index, tokens, marked, pins, activePin, onPin }: CodeLineProps) {
  return (
    <li data-line={index} data-marked={marked}>
      <span className={styles.linePins}>
        {pins.map((pin) => (
          <PinMarker key={pin.id} pin={pin} active={pin.id === activePin} onPin={onPin} />
        ))}
      </span>
      <span className={styles.lineNumber} data-number={index + 1} />
      <code>
        {tokens.map(([kind, text], at) =>
          kind === 'plain' ? (
            text
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of a line that never changes
            <span key={at} data-token={kind}>
              {text}
            </span>
          ),
        )}
      </code>
    </li>
  );
}, sameLine);

/** A long text has many lines and few pins. */
function sameLine(one: CodeLineProps, other: CodeLineProps): boolean {
  if (one.tokens !== other.tokens || one.marked !== other.marked || one.pins.length !== other.pins.length) return false;
  if (one.pins.length === 0) return true;
  return (
    one.activePin === other.activePin &&
    one.pins.every((pin, at) => pin === other.pins[at]) &&
    one.onPin === other.onPin
  );
}
