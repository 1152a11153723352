import { readText } from '@draftroom/core/model/text/text-document';
import type { Version } from '@draftroom/core/schema/documents';
import { Button, Modal, useComputedColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { label, t } from '../../kit/messages/language.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import codeStyles from '../code/code.module.css';
import { monaco } from '../code/monaco.ts';
import { showTheme } from '../code/monaco-theme.ts';
import { act } from '../session/act.ts';
import { useRoom } from '../session/room-context.ts';
import type { Entry } from '../session/use-entries.ts';
import styles from './versions.module.css';

interface VersionCompareProps {
  version: Version;
  entry: Extract<Entry, { kind: 'document' }>;
  onClose: () => void;
}

/** What restoring would change: the document now beside the version. Restoring is one more edit that all can see. */
export function VersionCompare({ version, entry, onClose }: VersionCompareProps) {
  const { hub, room } = useRoom();
  const content = useQuery({
    queryKey: ['version', version.id],
    queryFn: () => hub.trpc.documents.versions.content.query({ versionId: version.id }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const restore = async (): Promise<void> => {
    const done = await act(() => hub.trpc.documents.versions.restore.mutate({ versionId: version.id }), {
      text: t('room.versionRestored'),
    });
    if (done) onClose();
  };
  const title = version.name ?? label(`room.version.${version.kind}`);
  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      size="min(1100px, 96vw)"
      title={t('room.compareTitle', { version: title })}
    >
      <p className={styles.compareHint}>
        <span>{t('room.compareNow')}</span>
        <span>
          {title}, <RelativeTime at={version.createdAt} />
        </span>
      </p>
      {content.isError && <ErrorPanel error={content.error} onRetry={() => void content.refetch()} />}
      <Diff documentId={entry.id} version={content.data?.text ?? null} language={entry.document.language} />
      <div className={styles.compareActions}>
        <Button variant="default" onClick={onClose}>
          {t('action.close')}
        </Button>
        {room.rights.write && (
          <Button disabled={!content.isSuccess} onClick={() => void restore()}>
            {t('room.versionRestore')}
          </Button>
        )}
      </div>
    </Modal>
  );
}

function Diff({ documentId, version, language }: { documentId: string; version: string | null; language: string }) {
  const { session } = useRoom();
  const host = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');

  useEffect(() => showTheme(scheme), [scheme]);
  useEffect(() => {
    if (host.current === null || version === null) return;
    const open = session.acquire(documentId);
    const now = monaco.editor.createModel(readText(open.doc), language);
    const then = monaco.editor.createModel(version, language);
    const editor = monaco.editor.createDiffEditor(host.current, {
      automaticLayout: true,
      readOnly: true,
      originalEditable: false,
      renderSideBySide: true,
      useInlineViewWhenSpaceIsLimited: true,
      hideUnchangedRegions: { enabled: true },
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      fontFamily: "'IBM Plex Mono', ui-monospace, Menlo, Consolas, monospace",
      fontSize: 13,
      lineHeight: 20,
      renderOverviewRuler: false,
    });
    editor.setModel({ original: now, modified: then });
    // Others go on writing while somebody compares.
    const follow = (): void => {
      const text = readText(open.doc);
      if (text !== now.getValue()) now.setValue(text);
    };
    open.doc.on('update', follow);
    open.on('loaded', follow);
    return () => {
      open.doc.off('update', follow);
      open.off('loaded', follow);
      editor.dispose();
      now.dispose();
      then.dispose();
      session.release(documentId);
    };
  }, [session, documentId, version, language]);

  return <div className={codeStyles.diff} ref={host} />;
}
