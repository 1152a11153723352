/** Makes the freehand ink of the selection, or of the whole board, clean shapes. */

import { cleanInk } from '../../../kit/board/clean/clean-ink.ts';
import { t } from '../../../kit/messages/language.ts';
import { RecognitionOff } from '../../../kit/recognition/recognition-client.ts';
import { showToast } from '../../../kit/toasts.ts';
import type { OpenBoard } from '../open-board.ts';
import { askAbout, isInk } from './asked-ink.ts';

/** In milliseconds, for all of it. */
const limit = 120_000;

/** The part of a board that is needed. */
export type CleanBoard = Pick<OpenBoard, 'api' | 'drawing' | 'edit' | 'isFree' | 'pen' | 'view'>;

export async function makeClean(board: CleanBoard): Promise<void> {
  const { pen } = board;
  const { client, chance } = pen.parts;
  if (pen.state.get().cleaning !== null) return;
  const selected = board.api.getAppState().selectedElementIds;
  const all = board.drawing.filter(isInk);
  const marked = Object.values(selected).includes(true);
  const ink = marked ? all.filter(({ id }) => selected[id] === true) : all;
  if (ink.length === 0) {
    showToast({ text: t(marked ? 'board.clean.noInkSelected' : 'board.clean.noInk') });
    return;
  }
  const asked = askAbout(ink, board.drawing, pen.times);
  const total = ink.length;
  const giveUp = new AbortController();
  const cancel = (): void => giveUp.abort();
  pen.state.set({ cleaning: { done: 0, total, cancel }, off: null });
  try {
    const figures = await client.recognize(asked.question, {
      signal: giveUp.signal,
      limit,
      onProgress: (done) => pen.state.set({ cleaning: { done, total, cancel } }),
    });
    await free(board, giveUp.signal);
    let [made, left, ids] = [0, total, [] as readonly string[]];
    const takeBack = board.edit((drawing) => {
      const cleaned = cleanInk(drawing, { ink, there: asked.there, figures }, { chance });
      [made, left, ids] = [cleaned.figures, cleaned.left, cleaned.made];
      return cleaned.changes;
    });
    if (takeBack === null) {
      showToast({ text: t('board.clean.nothing', { count: total }) });
      return;
    }
    if (marked) select(board, selected, ids);
    showToast({ text: told(made, left), action: { label: t('board.undo'), run: () => void undone(takeBack) } });
  } catch (error) {
    if (error instanceof RecognitionOff) pen.state.set({ off: error.reason });
    else if (error !== giveUp.signal.reason) throw error;
  } finally {
    pen.state.set({ cleaning: null });
  }
}

/** What the person has in hand is finished first; rejects with the reason of the signal. */
async function free(board: CleanBoard, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const freed = Promise.withResolvers<void>();
  const look = (): void => {
    if (board.isFree) freed.resolve();
  };
  const giveUp = (): void => freed.reject(signal.reason);
  const stop = board.view.subscribe(look);
  signal.addEventListener('abort', giveUp);
  try {
    look();
    await freed.promise;
  } finally {
    stop();
    signal.removeEventListener('abort', giveUp);
  }
}

function told(made: number, left: number): string {
  const shapes = t('board.clean.made', { count: made });
  return left === 0
    ? shapes
    : t('board.clean.madeAndLeft', { made: shapes, left: t('board.clean.left', { count: left }) });
}

function undone(takeBack: () => boolean): void {
  if (!takeBack()) showToast({ text: t('board.clean.tooLate') });
}

/** The shapes are selected where their ink was. */
function select(board: CleanBoard, before: Readonly<Record<string, boolean>>, ids: readonly string[]): void {
  const there = new Set(board.drawing.map(({ id }) => id));
  const kept = Object.keys(before).filter((id) => before[id] === true && there.has(id));
  const selectedElementIds = Object.fromEntries([...kept, ...ids].map((id) => [id, true as const]));
  board.api.updateScene({ appState: { selectedElementIds } });
}
