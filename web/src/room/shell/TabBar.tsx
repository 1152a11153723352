import { UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { t } from '../../kit/messages/language.ts';
import { personStyle } from '../person-variables.ts';
import { useRoom } from '../session/room-context.ts';
import { closeTab, moveTab } from '../session/room-view.ts';
import { useStore } from '../session/store.ts';
import type { Entry } from '../session/use-entries.ts';
import { usePeopleHere } from '../session/use-room-session.ts';
import { openByHand } from '../session/use-shortcuts.ts';
import { nameOf, parentOf } from '../tree/tree-model.ts';
import styles from './room.module.css';

export function TabBar({ entries }: { entries: ReadonlyMap<string, Entry> }) {
  const { session, view } = useRoom();
  const tabs = useStore(view, (state) => state.tabs);
  const active = useStore(view, (state) => state.active);
  const here = usePeopleHere(session);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    list.current?.querySelector(`[data-tab="${active}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active]);

  const shown = tabs.flatMap((id) => entries.get(id) ?? []);
  if (shown.length === 0) return null;
  const names = shown.map((entry) => nameOf(entry.path));
  return (
    <div className={styles.tabs} role="tablist" aria-label={t('room.tabs')} ref={list}>
      {shown.map((entry) => {
        const name = nameOf(entry.path);
        const folder = names.filter((other) => other === name).length > 1 ? nameOf(parentOf(entry.path)) : '';
        return (
          <Tab
            key={entry.id}
            entry={entry}
            name={name}
            folder={folder}
            selected={entry.id === active}
            colours={here
              .filter((person) => !person.isMe && person.docs.includes(entry.id))
              .map((person) => person.colour)}
            onSelect={() => openByHand(view, entry.id)}
            onClose={() => closeTab(view, entry.id)}
            onDropBefore={(id) => moveTab(view, id, entry.id)}
          />
        );
      })}
    </div>
  );
}

interface TabProps {
  entry: Entry;
  name: string;
  folder: string;
  selected: boolean;
  colours: string[];
  onSelect: () => void;
  onClose: () => void;
  onDropBefore: (id: string) => void;
}

const dragType = 'application/x-draftroom-tab';

function Tab({ entry, name, folder, selected, colours, onSelect, onClose, onDropBefore }: TabProps) {
  const { view } = useRoom();
  const others = () => view.get().tabs.filter((id) => id !== entry.id);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointers may drag it; the buttons inside are for everyone
    <div
      className={styles.tab}
      data-selected={selected}
      data-tab={entry.id}
      role="presentation"
      draggable
      onDragStart={(event) => event.dataTransfer.setData(dragType, entry.id)}
      onDragOver={(event) => event.dataTransfer.types.includes(dragType) && event.preventDefault()}
      onDrop={(event) => {
        const id = event.dataTransfer.getData(dragType);
        if (id === '' || id === entry.id) return;
        event.preventDefault();
        event.stopPropagation();
        onDropBefore(id);
      }}
      onAuxClick={(event) => event.button === 1 && onClose()}
    >
      <UnstyledButton
        className={styles.tabName}
        role="tab"
        id={`tab-${entry.id}`}
        aria-selected={selected}
        aria-controls="room-work"
        aria-keyshortcuts="Delete"
        tabIndex={selected ? 0 : -1}
        title={entry.path}
        onClick={onSelect}
        onKeyDown={(event) => {
          if (event.key === 'Delete' && event.shiftKey) for (const id of others()) closeTab(view, id);
          else if (event.key === 'Delete') onClose();
          else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') focusNeighbour(event);
        }}
      >
        <bdi className={styles.tabText}>{name}</bdi>
        {folder !== '' && <span className={styles.tabFolder}>{folder}</span>}
        {colours.slice(0, 3).map((colour) => (
          <span key={colour} className={styles.dot} style={personStyle(colour)} aria-hidden="true" />
        ))}
      </UnstyledButton>
      <UnstyledButton
        className={styles.tabClose}
        tabIndex={-1}
        // A tab list holds tabs only: the keyboard closes with Delete, which the tab itself says.
        aria-hidden="true"
        title={t('room.closeTab', { name })}
        onClick={onClose}
      >
        <IconX size={14} stroke={1.5} />
      </UnstyledButton>
    </div>
  );
}

function focusNeighbour(event: React.KeyboardEvent<HTMLElement>): void {
  const tabs = [...(event.currentTarget.closest('[role=tablist]')?.querySelectorAll<HTMLElement>('[role=tab]') ?? [])];
  const at = tabs.indexOf(event.currentTarget);
  const next = tabs[(at + (event.key === 'ArrowRight' ? 1 : -1) + tabs.length) % tabs.length];
  next?.focus();
  next?.click();
}
