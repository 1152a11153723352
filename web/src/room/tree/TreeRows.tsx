import { useMemo, useRef, useState } from 'react';
import { label, t } from '../../kit/messages/language.ts';
import { useRoom } from '../session/room-context.ts';
import { usePeopleHere } from '../session/use-room-session.ts';
import { openByHand } from '../session/use-shortcuts.ts';
import { draggedNode, dragType } from './dragged.ts';
import { NameField } from './NameField.tsx';
import type { NewEntry } from './TreePanel.tsx';
import { TreeRowView } from './TreeRowView.tsx';
import styles from './tree.module.css';
import { parentOf, type TreeNode, type TreeRow, visibleRows, whoIsWhere } from './tree-model.ts';
import { useOpenFolders } from './use-open-folders.ts';
import { useTreeActions } from './use-tree-actions.ts';
import { useWindow } from './use-window.ts';

const rowHeight = 28;
const newLabels = {
  document: 'room.newDocumentLabel',
  drawing: 'room.newDrawingLabel',
  folder: 'room.newFolderLabel',
} as const;

interface TreeRowsProps {
  nodes: TreeNode[];
  query: string;
  /** Folders that have to be open for the active document to be seen. */
  reveal: string[];
  naming: NewEntry | null;
  onNaming: (naming: NewEntry | null) => void;
  onNew: (kind: NewEntry['kind'], folder: string) => void;
  onNamed: (entry: NewEntry, name: string) => void;
  onImport: (folder: string) => void;
}

/** The lines of the tree; only those in sight are in the page. One of them takes the focus, arrows move it. */
export function TreeRows({ nodes, query, reveal, naming, onNaming, onNew, onNamed, onImport }: TreeRowsProps) {
  const { room, session, view } = useRoom();
  const { open, toggle } = useOpenFolders(room.id, reveal, naming?.folder ?? null);
  const rows = useMemo(() => visibleRows(nodes, { open, query }), [nodes, open, query]);
  const here = usePeopleHere(session);
  const places = useMemo(() => placesOf(nodes, here), [nodes, here]);
  const [focused, setFocused] = useState<string | null>(null);
  const [renaming, setRenaming] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const actions = useTreeActions();
  const { from, to } = useWindow(list, rows.length, rowHeight);
  const current = rows.some((row) => row.node.path === focused) ? focused : (rows[0]?.node.path ?? null);

  function focus(row: TreeRow | undefined): void {
    if (row === undefined) return;
    setFocused(row.node.path);
    list.current?.scrollTo?.({ top: keepInSight(list.current, rows.indexOf(row)) });
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('[data-current=true]')?.focus());
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    const at = rows.findIndex((row) => row.node.path === current);
    const row = rows[at];
    if (row === undefined || renaming !== null || (event.target as HTMLElement).tagName === 'INPUT') return;
    const { node } = row;
    const isOpen = node.kind === 'folder' && open.has(node.path);
    const keys: Record<string, () => void> = {
      ArrowDown: () => focus(rows[at + 1]),
      ArrowUp: () => focus(rows[at - 1]),
      Home: () => focus(rows[0]),
      End: () => focus(rows.at(-1)),
      ArrowRight: () => (node.kind === 'folder' && !isOpen ? toggle(node.path) : focus(rows[at + 1])),
      ArrowLeft: () =>
        isOpen ? toggle(node.path) : focus(rows.find((other) => other.node.path === parentOf(node.path))),
      Enter: () => choose(node),
      ' ': () => choose(node),
      F2: () => room.rights.write && setRenaming(node.path),
      Delete: () => room.rights.write && void actions.remove(node),
    };
    const run = keys[event.key] ?? typeAhead(rows, at, event);
    if (run === undefined) return;
    event.preventDefault();
    run();
  }

  function typeAhead(all: TreeRow[], at: number, event: React.KeyboardEvent): (() => void) | undefined {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return undefined;
    const order = [...all.slice(at + 1), ...all.slice(0, at + 1)];
    const found = order.find((row) => row.node.name.toLowerCase().startsWith(event.key.toLowerCase()));
    return found === undefined ? undefined : () => focus(found);
  }

  function choose(node: TreeNode): void {
    if (node.kind === 'folder') toggle(node.path);
    else openByHand(view, node.kind === 'document' ? node.document.id : node.file.id);
  }

  return (
    <>
      {naming !== null && (
        <NameField
          key={`${naming.kind} ${naming.folder}`}
          label={label(newLabels[naming.kind])}
          folder={naming.folder}
          initial={naming.suggestion}
          onDone={(name) => (name === null ? onNaming(null) : onNamed(naming, name))}
        />
      )}
      <div
        className={styles.list}
        ref={list}
        role="tree"
        aria-label={t('room.documents')}
        onKeyDown={onKeyDown}
        onDragOver={(event) => event.dataTransfer.types.includes(dragType) && event.preventDefault()}
        onDrop={(event) => {
          const dragged = draggedNode();
          if (dragged === null) return;
          event.preventDefault();
          void actions.moveInto(dragged, '');
        }}
      >
        <div style={{ blockSize: rows.length * rowHeight }} role="presentation">
          <div style={{ transform: `translateY(${from * rowHeight}px)` }} role="presentation">
            {rows.slice(from, to).map((row) => (
              <TreeRowView
                key={row.node.path}
                row={row}
                isOpen={row.node.kind === 'folder' && (query !== '' || open.has(row.node.path))}
                isCurrent={row.node.path === current}
                isRenaming={row.node.path === renaming}
                people={places.get(row.node.path) ?? []}
                actions={actions}
                onChoose={() => {
                  setFocused(row.node.path);
                  choose(row.node);
                }}
                onFocus={() => setFocused(row.node.path)}
                onRename={(start) => setRenaming(start ? row.node.path : null)}
                onNew={onNew}
                onImport={onImport}
              />
            ))}
          </div>
        </div>
        {rows.length === 0 && query !== '' && <p className={styles.none}>{t('room.noMatch', { query })}</p>}
      </div>
    </>
  );
}

function keepInSight(list: HTMLElement, index: number): number {
  const top = index * rowHeight;
  if (top < list.scrollTop) return top;
  return Math.max(list.scrollTop, top + rowHeight - list.clientHeight);
}

function placesOf(nodes: TreeNode[], here: ReturnType<typeof usePeopleHere>): Map<string, (typeof here)[number][]> {
  const paths = new Map<string, string>();
  const walk = (list: TreeNode[]): void => {
    for (const node of list) {
      if (node.kind === 'folder') walk(node.children);
      else paths.set(node.kind === 'document' ? node.document.id : node.file.id, node.path);
    }
  };
  walk(nodes);
  const others = here.filter((person) => !person.isMe);
  return whoIsWhere(
    others
      .flatMap((who) => who.docs.flatMap((doc) => ({ path: paths.get(doc) ?? '', who })))
      .filter(({ path }) => path !== ''),
  );
}
