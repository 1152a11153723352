import { formatExcalidraw } from '@draftroom/core/model/drawing/excalidraw-file';
import { Button } from '@mantine/core';
import * as Y from 'yjs';
import { t } from '../../kit/messages/language.ts';
import { nameOf } from '../tree/tree-model.ts';
import { useDraft } from '../versions/use-draft.ts';
import versions from '../versions/versions.module.css';
import { download } from './download.ts';

/** What the hub refused is offered as a file before it goes. */
export function BoardDraftNotice({ documentId, path }: { documentId: string; path: string }) {
  const refused = useDraft(documentId);
  if (refused === null) return null;
  const { draft, reason, discard } = refused;
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
        <Button size="compact-sm" variant="default" onClick={discard}>
          {t('room.draftDiscard')}
        </Button>
      </div>
    </div>
  );
}
