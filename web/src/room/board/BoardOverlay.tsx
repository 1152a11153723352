import { Modal } from '@mantine/core';
import { t } from '../../kit/messages/language.ts';
import { useStore } from '../session/store.ts';
import { LowerControls } from './BoardControls.tsx';
import { BoardOutline } from './BoardOutline.tsx';
import { BoardPins } from './BoardPins.tsx';
import { BoardStart } from './BoardStart.tsx';
import { useBoard } from './board-context.ts';
import { ExportDialog } from './ExportDialog.tsx';
import { FollowSight } from './FollowSight.tsx';
import { ImagesNotice } from './ImagesNotice.tsx';
import { PlaceComment } from './PlaceComment.tsx';
import { RemotePointers } from './RemotePointers.tsx';
import { PenBar } from './shape-pen/PenBar.tsx';
import { RecognitionNotice } from './shape-pen/RecognitionNotice.tsx';
import { GhostWords, ShapeGhost } from './shape-pen/ShapeGhost.tsx';
import { TemplateList } from './TemplateList.tsx';

/** What floats above the canvas. */
export function BoardOverlay() {
  const { ui } = useBoard();
  const dialog = useStore(ui, (state) => state.dialog);
  const outline = useStore(ui, (state) => state.outline);
  const placing = useStore(ui, (state) => state.placing);
  const close = (): void => ui.set({ dialog: null });
  return (
    <>
      <BoardStart />
      <BoardPins />
      <RemotePointers />
      <FollowSight />
      <ImagesNotice />
      <RecognitionNotice />
      <ShapeGhost />
      <GhostWords />
      <PenBar />
      <LowerControls />
      {placing && <PlaceComment />}
      {outline && <BoardOutline />}
      {dialog === 'export' && <ExportDialog onClose={close} />}
      <Modal
        opened={dialog === 'templates'}
        onClose={close}
        title={t('board.templates')}
        size="min(560px, 96vw)"
        closeButtonProps={{ 'aria-label': t('action.close') }}
      >
        <TemplateList onChosen={close} />
      </Modal>
    </>
  );
}
