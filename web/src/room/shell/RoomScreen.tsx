import type { Tree } from '@draftroom/core/schema/documents';
import { useMediaQuery } from '@mantine/hooks';
import { useRef, useState } from 'react';
import { t } from '../../kit/messages/language.ts';
import { collectFiles } from '../import/dropped-entries.ts';
import { ImportPanel } from '../import/ImportPanel.tsx';
import importStyles from '../import/import.module.css';
import { startImport } from '../import/import-state.ts';
import { useDropAnywhere } from '../import/use-drop-anywhere.ts';
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
  const { input, choose } = useFileChooser();
  const held = useDropAnywhere(hub, room.id, room.rights.write);
  const startNew = (): void => {
    setNaming({ kind: 'document', folder: '', suggestion: t('room.newDocumentName') });
    view.set(narrow ? { sheet: 'documents' } : { left: true });
  };
  useRoomActions({ entries, onDialog: setDialog, onNew: startNew, onImport: () => choose('') });

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
      <RoomHeader narrow={narrow} onDialog={setDialog} />
      <div className={styles.body}>
        {!narrow && left && <div className={styles.left}>{documents}</div>}
        <main className={styles.middle} id="content">
          <RoomNotices />
          <TabBar entries={entries} />
          <FollowFrame>
            <WorkArea entries={entries} narrow={narrow} onNew={startNew} onImport={() => choose('')} />
          </FollowFrame>
        </main>
        {!narrow && right && (
          <div className={styles.right}>
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
      {input}
      <RoomDialogs dialog={dialog} onClose={() => setDialog(null)} />
    </div>
  );
}

/** The browser's own dialog for files; a folder is dropped, or chosen where the browser can. */
function useFileChooser() {
  const { hub, room } = useRoom();
  const field = useRef<HTMLInputElement>(null);
  const folder = useRef('');
  const input = (
    <input
      ref={field}
      type="file"
      multiple
      hidden
      aria-label={t('room.importFiles')}
      onChange={(event) => {
        const collected = collectFiles(event.currentTarget.files ?? []);
        event.currentTarget.value = '';
        if (collected.entries.length > 0) void startImport({ hub, roomId: room.id, folder: folder.current, collected });
      }}
    />
  );
  return {
    input,
    choose: (into: string): void => {
      folder.current = into;
      field.current?.click();
    },
  };
}
