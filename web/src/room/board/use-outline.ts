import { readDrawing } from '@draftroom/core/model/drawing/drawing-document';
import type { DrawingElement } from '@draftroom/core/model/drawing/drawing-element';
import { useDeferredValue, useMemo } from 'react';
import { useStore } from '../session/store.ts';
import { useBoard } from './board-context.ts';
import { type OutlineItem, outlineOf } from './outline.ts';

const nothing: readonly DrawingElement[] = [];

/** The drawing as the document has it, behind what is drawn. Reading it takes time by its elements: `wanted` or not. */
export function useDrawing(wanted: boolean): readonly DrawingElement[] {
  const { board } = useBoard();
  const edition = useDeferredValue(useStore(board.view, (state) => (wanted ? state.edition : 0)));
  // biome-ignore lint/correctness/useExhaustiveDependencies: `edition` says when to read anew
  return useMemo(() => (wanted ? readDrawing(board.doc) : nothing), [board, wanted, edition]);
}

export function useOutline(): readonly OutlineItem[] {
  const elements = useDrawing(true);
  return useMemo(() => outlineOf(elements), [elements]);
}
