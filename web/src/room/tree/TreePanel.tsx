import type { Tree } from '@draftroom/core/schema/documents';
import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { IconBallpen, IconFilePlus, IconFolderPlus, IconSearch, IconUpload } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { label, t } from '../../kit/messages/language.ts';
import { Skeleton, SkeletonLine } from '../../kit/Skeleton.tsx';
import { useRoom } from '../session/room-context.ts';
import { useStore } from '../session/store.ts';
import { TreeRows } from './TreeRows.tsx';
import styles from './tree.module.css';
import { ancestorsOf, buildTree, freeName, parentOf } from './tree-model.ts';
import { useTreeActions } from './use-tree-actions.ts';

/** What is being named: a new document or folder below `folder`. */
export interface NewEntry {
  kind: 'document' | 'drawing' | 'folder';
  folder: string;
  suggestion: string;
}

interface TreePanelProps {
  tree: Tree | undefined;
  onImport: (folder: string) => void;
  naming: NewEntry | null;
  onNaming: (naming: NewEntry | null) => void;
}

export function TreePanel({ tree, onImport, naming, onNaming }: TreePanelProps) {
  const { room, view } = useRoom();
  const [query, setQuery] = useState('');
  const active = useStore(view, (state) => state.active);
  const actions = useTreeActions();
  const nodes = useMemo(() => (tree === undefined ? [] : buildTree(tree)), [tree]);
  const taken = useMemo(() => takenPaths(tree), [tree]);
  const here = parentOf(
    [...(tree?.documents ?? []), ...(tree?.files ?? [])].find((one) => one.id === active)?.path ?? '',
  );
  const count = (tree?.documents.length ?? 0) + (tree?.files.length ?? 0);

  function startNaming(kind: NewEntry['kind'], folder: string): void {
    const name = label(newNames[kind]);
    onNaming({ kind, folder, suggestion: freeName(taken, folder, name).slice(folder === '' ? 0 : folder.length + 1) });
  }

  return (
    <section className={styles.panel} aria-label={t('room.documents')}>
      <header className={styles.head}>
        <h2>{t('room.documents')}</h2>
        {room.rights.write && (
          <div className={styles.tools}>
            <Tool name={t('room.newDocument')} onClick={() => startNaming('document', here)}>
              <IconFilePlus size={18} stroke={1.5} />
            </Tool>
            <Tool name={t('room.newDrawing')} onClick={() => startNaming('drawing', here)}>
              <IconBallpen size={18} stroke={1.5} />
            </Tool>
            <Tool name={t('room.newFolder')} onClick={() => startNaming('folder', here)}>
              <IconFolderPlus size={18} stroke={1.5} />
            </Tool>
            <Tool name={t('room.importFiles')} onClick={() => onImport('')}>
              <IconUpload size={18} stroke={1.5} />
            </Tool>
          </div>
        )}
      </header>
      {count > 8 && (
        <TextInput
          className={styles.filter}
          size="xs"
          type="search"
          leftSection={<IconSearch size={14} stroke={1.5} />}
          placeholder={t('room.filter')}
          aria-label={t('room.filter')}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      )}
      {tree !== undefined && count === 0 && naming === null && <p className={styles.none}>{t('room.treeEmpty')}</p>}
      {tree === undefined ? (
        <TreeSkeleton />
      ) : (
        <TreeRows
          nodes={nodes}
          query={query}
          naming={naming}
          reveal={active === null ? [] : ancestorsOf(pathOf(tree, active))}
          onNaming={onNaming}
          onNew={startNaming}
          onNamed={(entry, name) => {
            onNaming(null);
            // Folders are what paths have in common: a new one begins with a document in it.
            const path = entry.folder === '' ? name : `${entry.folder}/${name}`;
            if (entry.kind === 'folder') startNaming('document', path);
            else void actions.create(path, entry.kind === 'drawing' ? 'drawing' : 'text');
          }}
          onImport={onImport}
        />
      )}
    </section>
  );
}

const newNames = {
  document: 'room.newDocumentName',
  drawing: 'room.newDrawingName',
  folder: 'room.newFolderName',
} as const;

function Tool({ name, onClick, children }: { name: string; onClick: () => void; children: React.ReactNode }) {
  return (
    <Tooltip label={name}>
      <ActionIcon size={26} variant="subtle" color="gray" aria-label={name} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function TreeSkeleton() {
  return (
    <Skeleton>
      <div className={styles.skeleton}>
        {['56%', '72%', '40%', '64%', '48%'].map((width) => (
          <SkeletonLine key={width} width={width} />
        ))}
      </div>
    </Skeleton>
  );
}

function takenPaths(tree: Tree | undefined): Set<string> {
  const paths = [...(tree?.documents ?? []), ...(tree?.files ?? [])].map((one) => one.path.toLowerCase());
  return new Set(paths.flatMap((path) => [path, ...ancestorsOf(path)]));
}

function pathOf(tree: Tree, id: string): string {
  return [...tree.documents, ...tree.files].find((one) => one.id === id)?.path ?? '';
}
