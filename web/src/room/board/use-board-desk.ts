import type { Anchor } from '@draftroom/core/contract/anchor';
import { readDrawing } from '@draftroom/core/model/drawing/drawing-document';
import { useEffect } from 'react';
import { t } from '../../kit/messages/language.ts';
import { useRoom } from '../session/room-context.ts';
import { useBoard } from './board-context.ts';
import { anchorOn } from './drawing-anchors.ts';
import { elementName } from './element-name.ts';
import { outlineOf } from './outline.ts';

/** Makes the board what comments are made on while it is in front. */
export function useBoardDesk(): void {
  const { desk } = useRoom();
  const { board, ui, documentId } = useBoard();
  useEffect(() => {
    const makeAnchor = (): Anchor | null => {
      const { selectedElementIds } = board.api.getAppState();
      const selected = board.api.getSceneElements().find(({ id }) => selectedElementIds[id] === true);
      if (selected !== undefined) return anchorOn(selected, documentId);
      ui.set({ placing: true });
      return null;
    };
    const nameOf = (anchor: Anchor): string => {
      if (anchor.surface !== 'drawing') return '';
      const item = outlineOf(readDrawing(board.doc)).find(({ id }) => id === anchor.elementId);
      return item === undefined ? t('board.onBoard') : elementName(item);
    };
    desk.set({ editor: { surface: 'drawing', makeAnchor, nameOf, focus: () => board.focus() } });
    return () => desk.set({ editor: null, draft: null });
  }, [board, desk, ui, documentId]);
}
