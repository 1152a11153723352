import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { errorText, t } from '../../kit/messages/language.ts';
import { act } from '../session/act.ts';
import { useRoom } from '../session/room-context.ts';
import { roomKeys } from '../session/room-queries.ts';
import { useConnection } from '../session/use-room-session.ts';
import { useArchive } from '../settings/use-archive.ts';
import styles from './room.module.css';
import { signInPath } from './sign-in-path.ts';

/** Lines above the work: the connection has ended for good, or one reads as a guest. */
export function RoomNotices() {
  const { hub, room, me, session } = useRoom();
  const queries = useQueryClient();
  const connection = useConnection(session);
  const archive = useArchive();
  if (connection.state === 'stopped') {
    const reason =
      connection.code === 'unreachable' ? connection.message : (errorText(connection.code) ?? connection.message);
    return (
      <div className={styles.notice} data-tone="danger" role="alert">
        <p>
          <strong>{t('room.stopped')}</strong> {reason}
        </p>
        {connection.code === 'not_signed_in' ? (
          <Button component="a" href={signInPath()} size="compact-sm">
            {t('welcome.signIn')}
          </Button>
        ) : (
          <Button size="compact-sm" variant="default" onClick={() => session.connection.retry()}>
            {t('action.tryAgain')}
          </Button>
        )}
      </div>
    );
  }
  if (room.archivedAt !== null) {
    return (
      <div className={styles.notice}>
        <p>{t('room.archivedNotice')}</p>
        {room.rights.manage && (
          <Button size="compact-sm" variant="default" onClick={() => void archive()}>
            {t('room.unarchive')}
          </Button>
        )}
      </div>
    );
  }
  if (room.role !== null) return null;
  const join = () =>
    act(async () => {
      await hub.trpc.rooms.join.mutate({ roomId: room.id });
      await queries.invalidateQueries({ queryKey: roomKeys.all(room.id) });
    });
  return (
    <div className={styles.notice}>
      <p>{t('room.readingAsGuest')}</p>
      {me === null ? (
        <Button component="a" href={signInPath()} size="compact-sm">
          {t('join.signIn')}
        </Button>
      ) : (
        <Button size="compact-sm" onClick={() => void join()}>
          {t('room.join')}
        </Button>
      )}
    </div>
  );
}
