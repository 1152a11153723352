import { formatExcalidraw } from '@draftroom/core/model/drawing/excalidraw-file';
import { Button } from '@mantine/core';
import { useEffect, useReducer } from 'react';
import * as Y from 'yjs';
import { errorText, t } from '../../kit/messages/language.ts';
import { act } from '../session/act.ts';
import { useRoom } from '../session/room-context.ts';
import { nameOf } from '../tree/tree-model.ts';
import versions from '../versions/versions.module.css';
import { download } from './download.ts';

/** What the hub refused is offered as a file before it goes. */
export function BoardDraftNotice({ documentId, path }: { documentId: string; path: string }) {
  const { session } = useRoom();
  const [, refresh] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    session.on('saved', refresh);
    return () => session.off('saved', refresh);
  }, [session]);
  const open = session.sessions.find((one) => one.documentId === documentId);
  const draft = open?.draft ?? null;
  if (open === undefined || draft === null) return null;
  const reason = draft.code === 'unreachable' ? draft.message : (errorText(draft.code) ?? draft.message);
  const save = (): void => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, draft.state);
    download(new Blob([formatExcalidraw(doc)], { type: 'application/json' }), nameOf(path));
  };
  return (
    <div className={versions.draft} role="alert">
      <p>
        <strong>{t('room.draftTitle')}</strong> {reason} {t('board.draftWhat')}
      </p>
      <div className={versions.draftActions}>
        <Button size="compact-sm" onClick={save}>
          {t('board.draftSave')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => void act(() => open.discardDraft())}>
          {t('room.draftDiscard')}
        </Button>
      </div>
    </div>
  );
}
