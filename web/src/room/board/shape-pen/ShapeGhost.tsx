import { outlinesOf } from '@draftroom/workers/recognition/fitting/fitted';
import { boxOf, type Path } from '@draftroom/workers/recognition/points';
import { UnstyledButton } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import { label, t } from '../../../kit/messages/language.ts';
import { useStore } from '../../session/store.ts';
import { useBoard } from '../board-context.ts';
import { toWindow } from '../board-view.ts';
import type { Ghost } from './pen-state.ts';
import styles from './shape-pen.module.css';

/** The figure over its ink, and what may be done with it. Strokes go through it: the next one may begin on it. */
export function ShapeGhost() {
  const { board } = useBoard();
  const ghost = useStore(board.pen.state, (state) => state.ghost);
  return ghost === null ? null : <GhostView ghost={ghost} />;
}

function GhostView({ ghost }: { ghost: Ghost }) {
  const { board } = useBoard();
  const scrollX = useStore(board.view, (state) => state.scrollX);
  const scrollY = useStore(board.view, (state) => state.scrollY);
  const zoom = useStore(board.view, (state) => state.zoom);
  const width = useStore(board.view, (state) => state.width);
  const height = useStore(board.view, (state) => state.height);
  const sheet = { scrollX, scrollY, zoom };
  const outlines = outlinesOf(ghost.fitted).map((path) => path.map((point) => toWindow(point, sheet)));
  const box = boxOf(outlines);
  const place = {
    '--at-x': `${clamped(box.left + box.width / 2, 110, width - 110)}px`,
    '--at-y': `${clamped(box.top + box.height + 12, 70, height - 116)}px`,
  } as CSSProperties;
  const name = label(`board.figure.${ghost.shape}`);
  const act = (run: () => void): void => {
    run();
    board.focus();
  };
  return (
    <>
      <svg className={styles.ghost} aria-hidden="true" data-shape-ghost={ghost.shape}>
        {outlines.map((path) => (
          <path key={lineOf(path)} className={styles.halo} d={lineOf(path)} />
        ))}
        {outlines.map((path) => (
          <path key={lineOf(path)} className={styles.line} d={lineOf(path)} />
        ))}
      </svg>
      <div className={styles.offer} style={place}>
        <UnstyledButton
          className={styles.accept}
          aria-label={t('board.pen.accept', { shape: name })}
          aria-keyshortcuts="Tab"
          onClick={() => act(() => board.pen.accept())}
        >
          <IconCheck size={16} stroke={2} aria-hidden="true" />
          <span>{name}</span>
          <span className={styles.key} />
        </UnstyledButton>
        <UnstyledButton
          className={styles.keep}
          aria-label={t('board.pen.keep')}
          aria-keyshortcuts="Escape"
          title={t('board.pen.keep')}
          onClick={() => act(() => board.pen.dismiss())}
        >
          <IconX size={16} stroke={1.5} aria-hidden="true" />
        </UnstyledButton>
      </div>
    </>
  );
}

/** Says what there is to see. It stands as long as the board does: what enters it is read out. */
export function GhostWords() {
  const { board } = useBoard();
  const shape = useStore(board.pen.state, (state) => state.ghost?.shape ?? null);
  const outcome = useStore(board.pen.state, (state) => state.outcome);
  const said =
    shape !== null
      ? t('board.pen.keys', { looks: label(`board.looks.${shape}`) })
      : outcome === null
        ? ''
        : label(`board.pen.${outcome}`);
  return (
    <div role="status" aria-live="polite" className={styles.words}>
      {said}
    </div>
  );
}

function lineOf(path: Path): string {
  return path.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}

function clamped(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, Math.max(least, most)));
}
