import { Footer, MainMenu } from '@excalidraw/excalidraw';
import {
  IconFileExport,
  IconFileImport,
  IconLayoutGrid,
  IconListTree,
  IconMessageCirclePlus,
  IconPencilRuler,
  IconPhotoDown,
  IconWand,
} from '@tabler/icons-react';
import { use } from 'react';
import { t } from '../../kit/messages/language.ts';
import { beginThread } from '../comments/thread-desk.ts';
import { useRoom } from '../session/room-context.ts';
import { useStore } from '../session/store.ts';
import { UndoButtons } from './BoardControls.tsx';
import { BoardContext, useBoard } from './board-context.ts';
import { copyPicture } from './export-board.ts';
import { makeClean } from './shape-pen/make-clean.ts';
import { useBoardActions } from './use-board-actions.ts';

const icon = { size: 16, stroke: 1.5 } as const;

/** The canvas's own menu, with what a room's board can do. It stands from the start: a late one would be a second one. */
export function BoardMenu() {
  const value = use(BoardContext);
  return (
    <>
      <MainMenu>
        {value !== null && <BoardItems />}
        <MainMenu.DefaultItems.SearchMenu />
        {value !== null && <ViewItems />}
        <MainMenu.DefaultItems.Help />
      </MainMenu>
      <Footer>{value?.mayWrite === true && <UndoButtons />}</Footer>
    </>
  );
}

function BoardItems() {
  const { board, ui, mayWrite, chooseFile } = useBoard();
  const empty = useStore(board.view, (state) => state.empty);
  useBoardActions();
  return (
    <>
      {mayWrite && (
        <>
          <MainMenu.Item icon={<IconFileImport {...icon} />} onSelect={chooseFile}>
            {t('board.import')}
          </MainMenu.Item>
          <MainMenu.Item icon={<IconLayoutGrid {...icon} />} onSelect={() => ui.set({ dialog: 'templates' })}>
            {t('board.templates')}
          </MainMenu.Item>
          <ShapeItems />
        </>
      )}
      {!empty && (
        <>
          <MainMenu.Item icon={<IconFileExport {...icon} />} onSelect={() => ui.set({ dialog: 'export' })}>
            {t('board.export')}
          </MainMenu.Item>
          <MainMenu.Item icon={<IconPhotoDown {...icon} />} onSelect={() => void copyPicture(board)}>
            {t('board.copyPicture')}
          </MainMenu.Item>
        </>
      )}
      {(mayWrite || !empty) && <MainMenu.Separator />}
    </>
  );
}

function ShapeItems() {
  const { board } = useBoard();
  const on = useStore(board.pen.state, (state) => state.on);
  const empty = useStore(board.view, (state) => state.empty);
  return (
    <>
      <MainMenu.Item
        icon={<IconPencilRuler {...icon} />}
        shortcut="Shift+P"
        selected={on}
        onSelect={() => board.pen.toggle()}
      >
        {t('board.pen')}
      </MainMenu.Item>
      {!empty && (
        <MainMenu.Item icon={<IconWand {...icon} />} onSelect={() => void makeClean(board)}>
          {t('board.clean')}
        </MainMenu.Item>
      )}
    </>
  );
}

function ViewItems() {
  const { desk, view } = useRoom();
  const { ui, mayComment } = useBoard();
  const outline = useStore(ui, (state) => state.outline);
  return (
    <>
      <MainMenu.Item icon={<IconListTree {...icon} />} onSelect={() => ui.set({ outline: !outline })}>
        {t(outline ? 'board.outlineHide' : 'board.outline')}
      </MainMenu.Item>
      {mayComment && (
        <MainMenu.Item icon={<IconMessageCirclePlus {...icon} />} onSelect={() => void beginThread(desk, view)}>
          {t('board.comment')}
        </MainMenu.Item>
      )}
    </>
  );
}
