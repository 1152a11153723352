import { ActionIcon, Menu } from '@mantine/core';
import {
  IconBallpen,
  IconChevronRight,
  IconDots,
  IconFile,
  IconFileCode,
  IconFolder,
  IconPhoto,
  IconShape,
} from '@tabler/icons-react';
import { useState } from 'react';
import { t } from '../../kit/messages/language.ts';
import { collectDrop } from '../import/dropped-entries.ts';
import { startImport } from '../import/import-state.ts';
import { personStyle } from '../person-variables.ts';
import { useRoom } from '../session/room-context.ts';
import { useStore } from '../session/store.ts';
import type { PersonHere } from '../session/use-room-session.ts';
import { drag, draggedNode, dragType } from './dragged.ts';
import { NameField } from './NameField.tsx';
import type { NewEntry } from './TreePanel.tsx';
import styles from './tree.module.css';
import { parentOf, type TreeNode, type TreeRow } from './tree-model.ts';
import type { TreeActions } from './use-tree-actions.ts';

interface TreeRowViewProps {
  row: TreeRow;
  isOpen: boolean;
  isCurrent: boolean;
  isRenaming: boolean;
  people: PersonHere[];
  actions: TreeActions;
  onChoose: () => void;
  onFocus: () => void;
  onRename: (start: boolean) => void;
  onNew: (kind: NewEntry['kind'], folder: string) => void;
  onImport: (folder: string) => void;
}

export function TreeRowView(props: TreeRowViewProps) {
  const { row, isOpen, isCurrent, isRenaming, people, actions, onChoose, onFocus, onRename } = props;
  const { hub, room, view } = useRoom();
  const { node } = row;
  const [over, setOver] = useState(false);
  const selected = useStore(view, (state) => node.kind !== 'folder' && state.active === idOf(node));
  const folder = node.kind === 'folder' ? node.path : parentOf(node.path);

  if (isRenaming) {
    return (
      <NameField
        label={t('room.rename')}
        folder={parentOf(node.path)}
        initial={node.name}
        onDone={(name) => {
          onRename(false);
          if (name !== null) void actions.rename(node, name);
        }}
      />
    );
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it takes the keys
    <div
      className={styles.row}
      role="treeitem"
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-selected={selected}
      aria-expanded={node.kind === 'folder' ? isOpen : undefined}
      aria-label={people.length === 0 ? node.name : t('room.withPeople', { name: node.name, people: namesOf(people) })}
      tabIndex={isCurrent ? 0 : -1}
      data-current={isCurrent}
      data-over={over}
      style={{ paddingInlineStart: `calc(var(--space-2) + ${row.level - 1} * var(--space-4))` }}
      title={node.path}
      onClick={onChoose}
      onFocus={onFocus}
      onDoubleClick={() => room.rights.write && node.kind !== 'folder' && onRename(true)}
      draggable={room.rights.write}
      onDragStart={(event) => {
        drag(node);
        event.dataTransfer.setData(dragType, node.path);
        event.dataTransfer.effectAllowed = 'move';
      }}
      onDragEnd={() => drag(null)}
      onDragOver={(event) => {
        if (!room.rights.write) return;
        const types = event.dataTransfer.types;
        if (!types.includes(dragType) && !types.includes('Files')) return;
        event.preventDefault();
        event.stopPropagation();
        setOver(node.kind === 'folder');
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        event.preventDefault();
        event.stopPropagation();
        const dragged = draggedNode();
        if (dragged !== null) void actions.moveInto(dragged, folder);
        else if (event.dataTransfer.types.includes('Files')) {
          void collectDrop(event.dataTransfer).then((collected) =>
            startImport({ hub, roomId: room.id, folder, collected }),
          );
        }
      }}
    >
      {node.kind === 'folder' ? (
        <IconChevronRight className={styles.chevron} data-open={isOpen} size={14} stroke={1.5} aria-hidden="true" />
      ) : (
        <span className={styles.chevron} />
      )}
      <NodeIcon node={node} />
      <span className={styles.name} dir="auto">
        {node.name}
      </span>
      <span className={styles.dots} aria-hidden="true">
        {people.slice(0, 3).map((person) => (
          <span
            key={person.userId ?? person.clientId}
            className={styles.dot}
            style={personStyle(person.colour)}
            title={person.name}
          />
        ))}
      </span>
      {room.rights.write && <RowMenu {...props} />}
    </div>
  );
}

function RowMenu({ row, actions, onRename, onNew, onImport }: TreeRowViewProps) {
  const { node } = row;
  const folder = node.kind === 'folder' ? node.path : parentOf(node.path);
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <ActionIcon
          className={styles.more}
          size="sm"
          variant="subtle"
          color="gray"
          tabIndex={-1}
          aria-label={t('room.moreFor', { name: node.name })}
          onClick={(event) => event.stopPropagation()}
        >
          <IconDots size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown onClick={(event) => event.stopPropagation()} onKeyDown={(event) => event.stopPropagation()}>
        <Menu.Item rightSection={<kbd>F2</kbd>} onClick={() => onRename(true)}>
          {t('room.rename')}
        </Menu.Item>
        {node.kind === 'folder' && (
          <>
            <Menu.Item onClick={() => onNew('document', folder)}>{t('room.newDocument')}</Menu.Item>
            <Menu.Item onClick={() => onNew('drawing', folder)}>{t('room.newDrawing')}</Menu.Item>
            <Menu.Item onClick={() => onImport(folder)}>{t('room.importHere')}</Menu.Item>
          </>
        )}
        {parentOf(node.path) !== '' && (
          <Menu.Item onClick={() => void actions.moveInto(node, parentOf(parentOf(node.path)))}>
            {t('room.moveUp')}
          </Menu.Item>
        )}
        <Menu.Item color="danger" rightSection={<kbd>Del</kbd>} onClick={() => void actions.remove(node)}>
          {t('room.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function NodeIcon({ node }: { node: TreeNode }) {
  const icon = { size: 16, stroke: 1.5, className: styles.icon, 'aria-hidden': true };
  if (node.kind === 'folder') return <IconFolder {...icon} />;
  if (node.kind === 'document') {
    if (node.document.kind === 'drawing') return <IconBallpen {...icon} />;
    return node.document.kind === 'text' ? <IconFileCode {...icon} /> : <IconShape {...icon} />;
  }
  return node.file.mediaType.startsWith('image/') ? <IconPhoto {...icon} /> : <IconFile {...icon} />;
}

function idOf(node: Exclude<TreeNode, { kind: 'folder' }>): string {
  return node.kind === 'document' ? node.document.id : node.file.id;
}

function namesOf(people: PersonHere[]): string {
  return people.map((person) => person.name).join(', ');
}
