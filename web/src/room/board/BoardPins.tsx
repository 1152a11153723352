import type { Anchor } from '@draftroom/core/contract/anchor';
import type { DrawingElement } from '@draftroom/core/model/drawing/drawing-element';
import type { SeenThread } from '@draftroom/core/schema/comments';
import { UnstyledButton } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { toWritten } from '../../kit/compose/mention-query.ts';
import { t } from '../../kit/messages/language.ts';
import { noPlaces, openThread, type ThreadPlace } from '../comments/thread-desk.ts';
import { useDocumentThreads } from '../comments/use-document-threads.ts';
import { useRoom } from '../session/room-context.ts';
import { useStore } from '../session/store.ts';
import { useBoard } from './board-context.ts';
import { toWindow } from './board-view.ts';
import { type DrawingPlace, placeOf } from './drawing-anchors.ts';
import { elementName } from './element-name.ts';
import { outlineOf } from './outline.ts';
import styles from './pins.module.css';
import { useBoardDesk } from './use-board-desk.ts';
import { useDrawing } from './use-outline.ts';

interface Pinned {
  thread: SeenThread;
  place: DrawingPlace;
}

/** The threads of the drawing where they belong, and the one that is being written. */
export function BoardPins() {
  const { desk, view } = useRoom();
  const { documentId } = useBoard();
  const threads = useDocumentThreads(documentId);
  const open = useStore(desk, (state) => state.open);
  const draft = useStore(desk, (state) => state.draft);
  const drawing = useDrawing(threads.length > 0 || draft !== null);
  const elements = useMemo(() => new Map(drawing.map((element) => [element.id, element])), [drawing]);
  const pinned = useMemo(() => threads.flatMap((thread) => pinnedAt(thread, elements) ?? []), [threads, elements]);
  useBoardDesk();
  usePlaces(pinned, drawing);
  useJump(pinned);
  const shown = pinned.filter(({ thread }) => thread.resolved === null || thread.id === open);
  return (
    <ul className={styles.layer} aria-label={t('board.pins')}>
      {shown.map(({ thread, place }) => (
        <li key={thread.id}>
          <Pin
            place={place}
            label={titleOf(thread)}
            open={thread.id === open}
            unread={thread.unread > 0}
            onChoose={() => openThread(desk, view, thread.id)}
          >
            {thread.resolved === null ? thread.commentCount : '✓'}
          </Pin>
        </li>
      ))}
      {draft?.surface === 'drawing' && draft.documentId === documentId && (
        <li>
          <Pin place={placeOf(draft, elements)} label={t('comments.new')} open unread={false}>
            +
          </Pin>
        </li>
      )}
    </ul>
  );
}

interface PinProps {
  place: DrawingPlace;
  label: string;
  open: boolean;
  unread: boolean;
  onChoose?: () => void;
  children: React.ReactNode;
}

function Pin({ place, label, open, unread, onChoose, children }: PinProps) {
  const { board } = useBoard();
  const scrollX = useStore(board.view, (state) => state.scrollX);
  const scrollY = useStore(board.view, (state) => state.scrollY);
  const zoom = useStore(board.view, (state) => state.zoom);
  const { x, y } = toWindow(place, { scrollX, scrollY, zoom });
  return (
    <UnstyledButton
      className={styles.pin}
      style={{ transform: `translate(${x}px, ${y}px)` }}
      data-open={open}
      data-unread={unread}
      data-lost={place.state === 'orphaned'}
      aria-label={label}
      title={label}
      onClick={onChoose}
    >
      <span className={styles.mark}>{children}</span>
    </UnstyledButton>
  );
}

/** Tells the panel where the threads are. */
function usePlaces(pinned: readonly Pinned[], drawing: readonly DrawingElement[]): void {
  const { desk } = useRoom();
  const places = useMemo(() => {
    if (pinned.length === 0) return noPlaces;
    const items = outlineOf(drawing);
    const order = new Map(items.map((item, index) => [item.id, { index, name: elementName(item) }]));
    return new Map(
      pinned.map(({ thread, place }): [string, ThreadPlace] => {
        const element = order.get(elementIdOf(thread.anchor));
        const line = (element?.index ?? items.length) + 1;
        return [thread.id, { line, name: element?.name ?? t('board.onBoard'), state: place.state }];
      }),
    );
  }, [pinned, drawing]);
  useEffect(() => desk.set({ places }), [desk, places]);
  useEffect(() => () => desk.set({ places: noPlaces }), [desk]);
}

/** Shows the place of a thread that was chosen elsewhere. */
function useJump(pinned: readonly Pinned[]): void {
  const { desk } = useRoom();
  const { board } = useBoard();
  const jump = useStore(desk, (state) => state.jump);
  const place = pinned.find(({ thread }) => thread.id === jump)?.place;
  useEffect(() => {
    if (place === undefined) return;
    desk.set({ jump: null });
    board.bringIntoSight(place);
  }, [board, desk, place]);
}

function pinnedAt(thread: SeenThread, elements: Parameters<typeof placeOf>[1]): Pinned | null {
  return thread.anchor.surface === 'drawing' ? { thread, place: placeOf(thread.anchor, elements) } : null;
}

function elementIdOf(anchor: Anchor): string {
  return anchor.surface === 'drawing' ? anchor.elementId : '';
}

const titleLength = 80;

function titleOf(thread: SeenThread): string {
  const first = thread.comments.find((comment) => !comment.removed);
  const words = toWritten(first?.text ?? '').text.replace(/\s+/g, ' ');
  const text = words.length > titleLength ? `${words.slice(0, titleLength).toWellFormed()}…` : words;
  return t('board.pin', { name: first?.author?.name ?? t('room.someoneGone'), text });
}
