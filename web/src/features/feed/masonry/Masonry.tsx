import type { DesignCard as Card } from '@draftroom/core/schema/designs';
import type { Reason } from '@draftroom/core/schema/discovery';
import { useMemo, useRef } from 'react';
import { Skeleton } from '../../../kit/Skeleton.tsx';
import { DesignCard } from './DesignCard.tsx';
import styles from './Masonry.module.css';
import { type Box, cardsWithin, shapeOf } from './placement.ts';
import { useArrowKeys } from './use-arrow-keys.ts';
import { masonryGap, useLayout, useStretch } from './use-layout.ts';

export type ShownCard = Card & { reason?: Reason | null };

interface MasonryProps {
  cards: readonly ShownCard[];
  label: string;
  /** More is on its way. */
  busy?: boolean;
  /** Whether more will come: then their number is not known. */
  open?: boolean;
  /** Each card says why it is here, and can be sent away. */
  reasons?: boolean;
  /** The design whose card has the focus at first. */
  startAt?: string | null;
  onDismiss?: (card: ShownCard) => void;
}

/**
 * Designs in columns. In the document they stand in their order, whatever their place on the screen; only those near what
 * is seen are there at all, so that ten thousand are as light as fifty.
 */
export function Masonry(props: MasonryProps) {
  const { cards, label, busy = false, open = false, reasons = false, startAt = null, onDismiss } = props;
  const root = useRef<HTMLDivElement>(null);
  const shapes = useMemo(() => cards.map((card) => shapeOf(card.picture)), [cards]);
  const layout = useLayout(root, shapes, reasons);
  const { start, end } = useStretch(root);
  const { focused, ...keys } = useArrowKeys(root, layout, () => cards.findIndex(({ id }) => id === startAt));
  const near = layout.columnWidth > 0 ? cardsWithin(layout, start, end) : [];
  // The first one is there from afar: the keyboard comes in by it, and a feed without an article is none.
  const within = near.length === 0 && layout.boxes.length > 0 && layout.columnWidth > 0 ? [0] : near;
  const rendered =
    focused === null || focused >= cards.length || within.includes(focused)
      ? within
      : [...within, focused].sort((a, b) => a - b);
  return (
    <div
      ref={root}
      role="feed"
      aria-label={label}
      aria-busy={busy}
      className={styles.masonry}
      style={{ blockSize: layout.height }}
      {...keys}
    >
      {rendered.map((index) => {
        const card = cards[index];
        const box = layout.boxes[index];
        if (card === undefined || box === undefined) return null;
        return (
          <DesignCard
            key={card.id}
            card={card}
            index={index}
            total={open ? -1 : cards.length}
            width={layout.columnWidth}
            pictureHeight={Math.round(layout.columnWidth * (shapes[index] ?? 1))}
            place={placeOf(box, layout.columnWidth)}
            early={index < layout.columns * 2}
            onDismiss={onDismiss}
          />
        );
      })}
    </div>
  );
}

const skeletonShapes = [1.2, 0.7, 1, 1.4, 0.8, 1.1, 0.9, 1.3, 0.75, 1, 1.2, 0.8];

/** Grey plates where the first cards will be. */
export function MasonrySkeleton({ count = skeletonShapes.length }: { count?: number }) {
  const root = useRef<HTMLDivElement>(null);
  const shapes = useMemo(() => skeletonShapes.slice(0, count), [count]);
  const layout = useLayout(root, shapes, false);
  return (
    <Skeleton>
      <div ref={root} className={styles.masonry} style={{ blockSize: layout.height }}>
        {layout.boxes.map((box, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: grey plates have no other name
          <div key={index} className={styles.grey} style={placeOf(box, layout.columnWidth)} />
        ))}
      </div>
    </Skeleton>
  );
}

function placeOf({ column, top, height }: Box, width: number): React.CSSProperties {
  return {
    insetInlineStart: column * (width + masonryGap),
    insetBlockStart: top,
    inlineSize: width,
    blockSize: height,
  };
}
