import { readDrawing } from '@draftroom/core/model/drawing/drawing-document';
import { useDeferredValue, useMemo } from 'react';
import { useStore } from '../session/store.ts';
import { useBoard } from './board-context.ts';
import { type OutlineItem, outlineOf } from './outline.ts';

/** Kept in step with the drawing, behind what is drawn. */
export function useOutline(): readonly OutlineItem[] {
  const { board } = useBoard();
  const edition = useDeferredValue(useStore(board.view, (state) => state.edition));
  // biome-ignore lint/correctness/useExhaustiveDependencies: `edition` says when to read anew
  return useMemo(() => outlineOf(readDrawing(board.doc)), [board, edition]);
}
