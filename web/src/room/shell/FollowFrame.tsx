import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../kit/messages/language.ts';
import { personStyle } from '../person-variables.ts';
import { useRoom } from '../session/room-context.ts';
import { useFollowed } from '../session/use-follow.ts';
import { stopFollowing } from '../session/use-shortcuts.ts';
import styles from './room.module.css';

/** A frame in the followed person's colour round the work. Any action of one's own in the work ends it. */
export function FollowFrame({ children }: { children: ReactNode }) {
  const { view } = useRoom();
  const followed = useFollowed();
  const stop = (): void => stopFollowing(view);
  return (
    <div
      className={styles.frame}
      data-following={followed !== null}
      style={followed === null ? undefined : personStyle(followed.person.colour)}
      onPointerDownCapture={stop}
      onWheelCapture={stop}
      onKeyDownCapture={(event) => {
        if (!['Control', 'Shift', 'Alt', 'Meta'].includes(event.key)) stop();
      }}
    >
      {children}
      {followed !== null && (
        <div className={styles.frameName} role="status">
          {t('room.following', { name: followed.person.name })}
          <UnstyledButton className={styles.frameStop} onClick={stop}>
            {t('room.stopFollowing')}
          </UnstyledButton>
        </div>
      )}
    </div>
  );
}
