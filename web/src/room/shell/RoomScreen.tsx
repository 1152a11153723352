import type { Tree } from '@draftroom/core/schema/documents';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { t } from '../../kit/messages/language.ts';
import { ImportPanel } from '../import/ImportPanel.tsx';
import importStyles from '../import/import.module.css';
import { useDropAnywhere } from '../import/use-drop-anywhere.ts';
import { useFileChooser } from '../import/use-file-chooser.tsx';
import { personVariables } from '../person-variables.ts';
import { useRoom } from '../session/room-context.ts';
import { useStore } from '../session/store.ts';
import type { Entry } from '../session/use-entries.ts';
import { type NewEntry, TreePanel } from '../tree/TreePanel.tsx';
import { FollowFrame } from './FollowFrame.tsx';
import { NarrowBar } from './NarrowBar.tsx';
import { RoomDialogs } from './RoomDialogs.tsx';
import { RoomHeader } from './RoomHeader.tsx';
import { RoomNotices } from './RoomNotices.tsx';
import styles from './room.module.css';
import type { RoomDialog } from './room-dialogs.ts';
import { PanelBody, SidePanel } from './SidePanel.tsx';
import { StatusBar } from './StatusBar.tsx';
import { TabBar } from './TabBar.tsx';
import { useRegions } from './use-regions.ts';
import { useRoomActions } from './use-room-actions.ts';
import { WorkArea } from './WorkArea.tsx';

interface RoomScreenProps {
  tree: Tree | undefined;
  entries: ReadonlyMap<string, Entry>;
}

export function RoomScreen({ tree, entries }: RoomScreenProps) {
  const { hub, room, view } = useRoom();
  const narrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const left = useStore(view, (state) => state.left);
  const right = useStore(view, (state) => state.right);
  const [dialog, setDialog] = useState<RoomDialog | null>(null);
  const [naming, setNaming] = useState<NewEntry | null>(null);
  const { inputs, choose, chooseFolder } = useFileChooser();
  const held = useDropAnywhere(hub, room.id, room.rights.write);
  const startNew = (kind: 'document' | 'drawing'): void => {
    const suggestion = t(kind === 'drawing' ? 'room.newDrawingName' : 'room.newDocumentName');
    setNaming({ kind, folder: '', suggestion });
    view.set(narrow ? { sheet: 'documents' } : { left: true });
  };
  useRegions();
  useRoomActions({
    entries,
    onDialog: setDialog,
    onNew: () => startNew('document'),
    onNewDrawing: () => startNew('drawing'),
    onImport: () => choose(''),
    onImportFolder: chooseFolder,
  });

  const documents = <TreePanel tree={tree} naming={naming} onNaming={setNaming} onImport={choose} />;
  const invite = (): void => setDialog('invite');
  return (
    <div
      className={styles.room}
      data-full-screen
      data-left={left}
      data-right={right}
      data-narrow={narrow}
      style={personVariables}
    >
      <RoomHeader narrow={narrow} onDialog={setDialog} onImportFolder={chooseFolder} />
      <div className={styles.body}>
        {!narrow && left && (
          <div className={styles.left} data-region>
            {documents}
          </div>
        )}
        <main className={styles.middle} id="content" data-region>
          <RoomNotices />
          <TabBar entries={entries} />
          <FollowFrame>
            <WorkArea entries={entries} narrow={narrow} onNew={startNew} onImport={() => choose('')} />
          </FollowFrame>
        </main>
        {!narrow && right && (
          <div className={styles.right} data-region>
            <SidePanel entries={entries} onInvite={invite} />
          </div>
        )}
      </div>
      {!narrow && <StatusBar entries={entries} />}
      {narrow && (
        <NarrowBar
          render={(sheet) =>
            sheet === 'documents' ? documents : <PanelBody panel={sheet} entries={entries} onInvite={invite} />
          }
        />
      )}
      <ImportPanel />
      {held && <div className={importStyles.overlay}>{t('room.dropHere', { room: room.name })}</div>}
      {inputs}
      <RoomDialogs dialog={dialog} onDialog={setDialog} />
    </div>
  );
}
