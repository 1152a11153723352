import type { Peer } from '@draftroom/core/client/presence';
import { useEffect, useRef, useState } from 'react';
import { useDocumentThreads } from '../comments/use-document-threads.ts';
import { useRoom } from '../session/room-context.ts';
import { useStore } from '../session/store.ts';
import type { Entry } from '../session/use-entries.ts';
import { usePeers } from '../session/use-room-session.ts';
import { DraftNotice } from '../versions/DraftNotice.tsx';
import styles from './code.module.css';
import { CodeEditor } from './code-editor.ts';
import { LoadingLines } from './LoadingLines.tsx';
import { followTheme } from './monaco-theme.ts';

interface CodeAreaProps {
  entry: Extract<Entry, { kind: 'document' }>;
  narrow: boolean;
}

/** The one editor of the room; tabs change what it shows. Loaded with Monaco when the first text is opened. */
export function CodeArea({ entry, narrow }: CodeAreaProps) {
  const { room, session, view, keeper, desk } = useRoom();
  const host = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<CodeEditor | null>(null);
  const [loaded, setLoaded] = useState(false);
  const peers = usePeers(session);
  const following = useStore(view, (state) => state.following);
  const { id, path, language } = entry.document;
  const threads = useDocumentThreads(id);

  useEffect(() => {
    if (host.current === null) return;
    const created = new CodeEditor(host.current, { session, view, keeper, desk });
    setEditor(created);
    return () => {
      setEditor(null);
      created.dispose();
    };
  }, [session, view, keeper, desk]);

  useEffect(followTheme, []);
  useEffect(() => editor?.setNarrow(narrow), [editor, narrow]);
  useEffect(() => {
    if (editor === null) return;
    setLoaded(false);
    return editor.open({ id, path, language }, () => setLoaded(true));
  }, [editor, id, path, language]);
  useEffect(() => editor?.setWritable(room.rights.write && loaded), [editor, room.rights.write, loaded]);
  useEffect(() => editor?.setCommenting(room.rights.comment), [editor, room.rights.comment]);
  useEffect(() => editor?.threads.setThreads(threads), [editor, threads]);
  useEffect(() => editor?.showPeers(peers), [editor, peers]);
  useFollowView(editor, following, peers, id);

  return (
    <div className={styles.area}>
      <DraftNotice documentId={id} language={language} />
      <div className={styles.editor} data-editor ref={host} data-loaded={loaded} />
      {!loaded && <LoadingLines />}
    </div>
  );
}

/** Scrolls where the followed person looks. */
function useFollowView(
  editor: CodeEditor | null,
  following: string | null,
  peers: readonly Peer[],
  documentId: string,
): void {
  const theirs = peers.filter((peer) => peer.person.userId === following && peer.state.doc === documentId);
  const peer = theirs.toSorted((left, right) => right.movedAt - left.movedAt)[0];
  const view = JSON.stringify([peer?.state.viewport, peer?.state.selection]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `view` says when they have moved
  useEffect(() => {
    if (following !== null && peer !== undefined) editor?.follow(peer.state);
  }, [editor, following, view]);
}
