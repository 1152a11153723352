import { ActionIcon, Switch, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { t } from '../../../kit/messages/language.ts';
import { useStore } from '../../session/store.ts';
import { useBoard } from '../board-context.ts';
import { chooseAutomatic } from './pen-state.ts';
import styles from './shape-pen.module.css';

/** How the pen works, and how it is to work, while it is in the hand. In the place of the canvas's own hint. */
export function PenBar() {
  const { board } = useBoard();
  const on = useStore(board.pen.state, (state) => state.on);
  const automatic = useStore(board.pen.state, (state) => state.automatic);
  const off = useStore(board.pen.state, (state) => state.off);
  const busy = useStore(board.view, (state) => state.busy);
  if (!on || off !== null) return null;
  return (
    <section className={styles.bar} aria-label={t('board.pen')} data-shape-pen data-busy={busy}>
      <span className={styles.hint}>{t('board.pen.hint')}</span>
      <Switch
        className={styles.automatic}
        size="xs"
        label={t('board.pen.automatic')}
        checked={automatic}
        onChange={(event) => chooseAutomatic(board.pen.state, event.currentTarget.checked)}
      />
      <Tooltip label={t('board.pen.putAway')}>
        <ActionIcon
          className={styles.putAway}
          variant="subtle"
          color="gray"
          size={28}
          aria-label={t('board.pen.putAway')}
          onClick={() => {
            board.pen.toggle();
            board.focus();
          }}
        >
          <IconX size={16} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
    </section>
  );
}
