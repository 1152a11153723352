import { Drawer, UnstyledButton } from '@mantine/core';
import { IconFiles, IconHistory, IconMessage, IconQuote, IconUsers } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { label, t } from '../../kit/messages/language.ts';
import { useRoom } from '../session/room-context.ts';
import { type RoomViewState, showPanel } from '../session/room-view.ts';
import { useStore } from '../session/store.ts';
import styles from './room.module.css';
import { useUnread, useUnreadComments } from './SidePanel.tsx';

type Sheet = NonNullable<RoomViewState['sheet']>;

const icons = { documents: IconFiles, chat: IconMessage, threads: IconQuote, people: IconUsers, versions: IconHistory };

/** On a phone: the panels come up as sheets over the work. */
export function NarrowBar({ render }: { render: (sheet: Sheet) => ReactNode }) {
  const { view } = useRoom();
  const sheet = useStore(view, (state) => state.sheet);
  const marks = { documents: 0, chat: useUnread(), threads: useUnreadComments(), people: 0, versions: 0 };
  return (
    <>
      <nav className={styles.narrowBar} aria-label={t('room.panels')}>
        {(['documents', 'chat', 'threads', 'people', 'versions'] as const).map((name) => {
          const Icon = icons[name];
          const mark = marks[name];
          return (
            <UnstyledButton
              key={name}
              className={styles.narrowButton}
              aria-pressed={sheet === name}
              onClick={() => (name === 'documents' ? view.set({ sheet: name }) : showPanel(view, name))}
            >
              <span className={styles.narrowIcon}>
                <Icon size={20} stroke={1.5} aria-hidden="true" />
                {mark > 0 && <span className={styles.badge}>{mark > 99 ? '99+' : mark}</span>}
              </span>
              {label(`room.${name}`)}
            </UnstyledButton>
          );
        })}
      </nav>
      <Drawer
        opened={sheet !== null}
        onClose={() => view.set({ sheet: null })}
        position="bottom"
        closeButtonProps={{ 'aria-label': t('action.close') }}
        size="76dvh"
        title={sheet === null ? '' : label(`room.${sheet}`)}
        classNames={{ content: styles.sheet, body: styles.sheetBody }}
      >
        {sheet !== null && render(sheet)}
      </Drawer>
    </>
  );
}
