import { useEffect, useRef } from 'react';
import { t } from '../../kit/messages/language.ts';
import { useRoom } from '../session/room-context.ts';
import { showPanel } from '../session/room-view.ts';
import { useBoard } from './board-context.ts';
import { type Point, toSheet } from './board-view.ts';
import { anchorAt } from './drawing-anchors.ts';
import styles from './pins.module.css';

/** Asks where a comment belongs. Enter means the middle of what is in sight, for who has no pointer. */
export function PlaceComment() {
  const { desk, view } = useRoom();
  const { board, ui, documentId } = useBoard();
  const sheet = useRef<HTMLButtonElement>(null);
  useEffect(() => sheet.current?.focus(), []);
  const place = (at: Point): void => {
    const anchor = anchorAt(board.api.getSceneElements(), documentId, toSheet(at, board.view.get()));
    ui.set({ placing: false });
    desk.set({ draft: anchor, open: null });
    showPanel(view, 'threads');
  };
  return (
    <button
      ref={sheet}
      type="button"
      className={styles.placing}
      aria-label={t('board.placeComment')}
      onClick={(event) => {
        const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
        // A press of a key comes without a place.
        if (event.detail === 0) place({ x: width / 2, y: height / 2 });
        else place({ x: event.clientX - left, y: event.clientY - top });
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        ui.set({ placing: false });
        board.focus();
      }}
    >
      <span className={styles.placingHint}>{t('board.placeComment')}</span>
    </button>
  );
}
