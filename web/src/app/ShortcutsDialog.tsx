import { Modal } from '@mantine/core';
import { Fragment } from 'react';
import { label, t } from '../kit/messages/language.ts';
import styles from './Dialogs.module.css';

const apple = /Mac|iPhone|iPad/.test(navigator.platform);
const ctrl = apple ? '⌘' : 'Ctrl';

const groups = [
  {
    title: 'shortcuts.everywhere',
    rows: [
      ['F1', 'shortcuts.commands'],
      [`${ctrl}+K`, 'shortcuts.commandsOutside'],
      ['?', 'shortcuts.help'],
    ],
  },
  {
    title: 'shortcuts.inRooms',
    rows: [
      [`${ctrl}+B`, 'shortcuts.left'],
      [`${ctrl}+J`, 'shortcuts.right'],
      [`${ctrl}+Z`, 'shortcuts.undo'],
      [`${ctrl}+Shift+Z`, 'shortcuts.redo'],
      [`${ctrl}+F`, 'shortcuts.find'],
      [`${ctrl}+Shift+M`, 'shortcuts.comment'],
      ['F6', 'shortcuts.regions'],
      ['Esc', 'shortcuts.work'],
    ],
  },
] as const;

export function ShortcutsDialog({ onClose }: { onClose(): void }) {
  return (
    <Modal opened onClose={onClose} title={t('shortcuts.title')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      {groups.map((group) => (
        <section key={group.title} className={styles.group}>
          <h3>{label(group.title)}</h3>
          <dl className={styles.keys}>
            {group.rows.map(([keys, what]) => (
              <Fragment key={what}>
                <dt>{label(what)}</dt>
                <dd>
                  <kbd>{keys}</kbd>
                </dd>
              </Fragment>
            ))}
          </dl>
        </section>
      ))}
    </Modal>
  );
}
