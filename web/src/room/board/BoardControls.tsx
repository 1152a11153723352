import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconListTree,
  IconMessageCirclePlus,
  IconPencilRuler,
} from '@tabler/icons-react';
import { use } from 'react';
import { t } from '../../kit/messages/language.ts';
import { beginThread } from '../comments/thread-desk.ts';
import { useRoom } from '../session/room-context.ts';
import { useStore } from '../session/store.ts';
import styles from './board.module.css';
import { BoardContext, useBoard } from './board-context.ts';

/** At the upper right of the canvas, where its tools leave room for them. */
export function BoardControls() {
  const value = use(BoardContext);
  return value === null ? null : <UpperControls />;
}

function UpperControls() {
  const { board } = useBoard();
  const roomy = useStore(board.view, ({ width }) => width >= roomyWidth);
  return roomy ? (
    <div className={styles.controls}>
      <RoomControls />
    </div>
  ) : null;
}

/** The same at the lower right of a narrower canvas. One that shows no footer has undo there, too. */
export function LowerControls() {
  const { board, mayWrite } = useBoard();
  const roomy = useStore(board.view, ({ width }) => width >= roomyWidth);
  const narrow = useStore(board.view, ({ width, height }) => isNarrow(width, height));
  if (roomy && !narrow) return null;
  return (
    <div className={`${styles.controls} ${styles.lowerControls}`} data-narrow={narrow}>
      {narrow && mayWrite && <UndoButtons />}
      <RoomControls />
    </div>
  );
}

function RoomControls() {
  const { mayComment, mayWrite } = useBoard();
  return (
    <>
      {mayWrite && <ShapePenButton />}
      {mayComment && <CommentButton />}
      <OutlineButton />
    </>
  );
}

/** In pixels: the tools in the middle, the menu, the library and these. */
const roomyWidth = 900;

/** Where the canvas itself changes over, in pixels. */
function isNarrow(width: number, height: number): boolean {
  return width < 730 || (height < 500 && width < 1_000);
}

export function UndoButtons() {
  const { board } = useBoard();
  const canUndo = useStore(board.view, (state) => state.canUndo);
  const canRedo = useStore(board.view, (state) => state.canRedo);
  return (
    <div className={styles.undo}>
      <Control name={t('board.undo')} disabled={!canUndo} onClick={() => board.undo()}>
        <IconArrowBackUp size={18} stroke={1.5} />
      </Control>
      <Control name={t('board.redo')} disabled={!canRedo} onClick={() => board.redo()}>
        <IconArrowForwardUp size={18} stroke={1.5} />
      </Control>
    </div>
  );
}

function ShapePenButton() {
  const { board } = useBoard();
  const on = useStore(board.pen.state, (state) => state.on);
  const press = (): void => {
    board.pen.toggle();
    board.focus();
  };
  return (
    <Control name={t('board.pen')} keys="Shift+P" pressed={on} onClick={press}>
      <IconPencilRuler size={18} stroke={1.5} />
    </Control>
  );
}

function CommentButton() {
  const { ui } = useBoard();
  const { desk, view } = useRoom();
  const placing = useStore(ui, (state) => state.placing);
  const press = (): void => (placing ? ui.set({ placing: false }) : void beginThread(desk, view));
  return (
    <Control name={t('board.comment')} pressed={placing} onClick={press}>
      <IconMessageCirclePlus size={18} stroke={1.5} />
    </Control>
  );
}

function OutlineButton() {
  const { ui } = useBoard();
  const outline = useStore(ui, (state) => state.outline);
  return (
    <Control name={t('board.outline')} pressed={outline} onClick={() => ui.set({ outline: !outline })}>
      <IconListTree size={18} stroke={1.5} />
    </Control>
  );
}

interface ControlProps {
  name: string;
  /** Said with the name, where there is one. */
  keys?: string;
  pressed?: boolean;
  disabled?: boolean;
  onClick: () => void;
  children: React.ReactNode;
}

function Control({ name, keys, pressed, disabled = false, onClick, children }: ControlProps) {
  return (
    <Tooltip label={keys === undefined ? name : `${name} · ${keys}`}>
      <ActionIcon
        className={styles.control}
        variant="default"
        size={36}
        aria-label={name}
        aria-pressed={pressed}
        aria-keyshortcuts={keys}
        disabled={disabled}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
