import './excalidraw-assets.ts';
import { Excalidraw } from '@excalidraw/excalidraw';
import '@excalidraw/excalidraw/index.css';
import type { ExcalidrawImperativeAPI, ExcalidrawProps, UIOptions } from '@excalidraw/excalidraw/types';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type * as Y from 'yjs';
import { currentLanguage } from '../../kit/messages/language.ts';
import { useRoom } from '../session/room-context.ts';
import { BoardControls } from './BoardControls.tsx';
import { BoardMenu } from './BoardMenu.tsx';
import { BoardOverlay } from './BoardOverlay.tsx';
import styles from './board.module.css';
import { BoardContext, type BoardValue, createBoardUi } from './board-context.ts';
import { undoOf } from './board-histories.ts';
import { LoadingBoard } from './LoadingBoard.tsx';
import { libraryOf } from './library-store.ts';
import { OpenBoard } from './open-board.ts';
import { useShapePenKeys } from './shape-pen/use-shape-pen-keys.ts';
import { useBoardDrops } from './use-board-drops.ts';
import { useBoardFiles } from './use-board-files.tsx';
import { useBoardKeys } from './use-board-keys.ts';
import { useMendedCanvas } from './use-mended-canvas.ts';
import { usePageTheme } from './use-page-theme.ts';

interface BoardProps {
  documentId: string;
  path: string;
  folder: string;
  doc: Y.Doc;
  narrow: boolean;
}

/** What the hub does itself, or what would change only this window, is not offered by the canvas. */
const uiOptions: Partial<UIOptions> = {
  canvasActions: {
    changeViewBackgroundColor: false,
    clearCanvas: false,
    export: false,
    loadScene: false,
    saveToActiveFile: false,
    saveAsImage: false,
    toggleTheme: false,
  },
};

export function Board({ documentId, path, folder, doc, narrow }: BoardProps) {
  const { hub, me, room, session } = useRoom();
  const host = useRef<HTMLDivElement>(null);
  const [api, setApi] = useState<ExcalidrawImperativeAPI | null>(null);
  const [ready, setReady] = useState(false);
  const [board, setBoard] = useState<OpenBoard | null>(null);
  const open = useRef<OpenBoard | null>(null);
  const [ui] = useState(createBoardUi);
  const theme = usePageTheme();
  const mayWrite = room.rights.write;
  const startReadOnly = useRef(!mayWrite);
  startReadOnly.current = !mayWrite;
  const library = useMemo(() => libraryOf(me?.id ?? null), [me?.id]);

  useEffect(() => {
    if (api === null || !ready) return;
    const readOnly = startReadOnly.current;
    const opened = new OpenBoard({ hub, room: session, documentId, folder, doc, undo: undoOf(doc), api, readOnly });
    open.current = opened;
    setBoard(opened);
    return () => {
      open.current = null;
      setBoard(null);
      opened.dispose();
    };
  }, [api, ready, hub, session, documentId, folder, doc]);
  useEffect(() => board?.setReadOnly(!mayWrite), [board, mayWrite]);

  const onChange = useCallback<NonNullable<ExcalidrawProps['onChange']>>((elements, state, files) => {
    // The canvas empties itself once while it starts; it is ready when it speaks for the first time.
    if (open.current === null) setReady(true);
    else open.current.changed(elements, state, files);
  }, []);
  const onPointerUpdate = useCallback<NonNullable<ExcalidrawProps['onPointerUpdate']>>(({ pointer, button }) => {
    open.current?.pointed(pointer, button === 'down');
  }, []);

  const { input, choose, take } = useBoardFiles(host, board, ui);
  useBoardKeys(host, board, { mayWrite, mayComment: room.rights.comment });
  useShapePenKeys(host, board, { mayWrite });
  useBoardDrops(host, { enabled: board !== null && mayWrite, take });
  useMendedCanvas(host);

  const value = useMemo<BoardValue | null>(
    () =>
      board && {
        board,
        ui,
        documentId,
        path,
        mayWrite,
        mayComment: room.rights.comment,
        chooseFile: choose,
      },
    [board, ui, documentId, path, mayWrite, room.rights.comment, choose],
  );
  return (
    <BoardContext value={value}>
      <div
        className={styles.board}
        ref={host}
        data-board
        data-loaded={board !== null}
        data-narrow={narrow}
        onPointerLeave={() => open.current?.pointerLeft()}
      >
        <Excalidraw
          excalidrawAPI={setApi}
          onChange={onChange}
          onPointerUpdate={onPointerUpdate}
          viewModeEnabled={!mayWrite}
          theme={theme}
          langCode={currentLanguage() === 'de' ? 'de-DE' : 'en'}
          UIOptions={uiOptions}
          initialData={library.initialData}
          onLibraryChange={library.keep}
          renderTopRightUI={renderControls}
          validateEmbeddable={false}
          aiEnabled={false}
          autoFocus={false}
          isCollaborating
        >
          {menu}
        </Excalidraw>
        {value !== null && <BoardOverlay />}
        {value === null && <LoadingBoard />}
        {input}
      </div>
    </BoardContext>
  );
}

/** The same at every rendering: the canvas renders all of itself anew for other children. */
const menu = <BoardMenu />;
const renderControls = (mobile: boolean) => (mobile ? null : <BoardControls />);
