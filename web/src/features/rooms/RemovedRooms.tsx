import type { RoomSummary } from '@draftroom/core/schema/rooms';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, queryClient, trpc } from '../../app/hub.ts';
import { shownError } from '../../kit/hub-error.ts';
import { t } from '../../kit/messages/language.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { showToast } from '../../kit/toasts.ts';
import styles from './HomePage.module.css';

/** Below the archive: the own rooms that were deleted and can still be brought back. Nothing where there are none. */
export function RemovedRooms() {
  const rooms = useQuery(trpc.rooms.list.queryOptions({ scope: 'mine', removed: true, limit: 100 }));
  const items = rooms.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className={styles.removed} aria-labelledby="removed-rooms">
      <h2 id="removed-rooms">{t('home.removed')}</h2>
      <p>{t('home.removedWhat')}</p>
      <ul>
        {items.map((room) => (
          <RemovedRoom key={room.id} room={room} />
        ))}
      </ul>
    </section>
  );
}

function RemovedRoom({ room }: { room: RoomSummary }) {
  const [busy, setBusy] = useState(false);
  const restore = async () => {
    setBusy(true);
    try {
      await api.rooms.restore.mutate({ roomId: room.id });
      showToast({ text: t('home.restored', { room: room.name }) });
    } catch (error) {
      showToast({ text: shownError(error).text, tone: 'error' });
    }
    setBusy(false);
    await queryClient.invalidateQueries({ queryKey: trpc.rooms.list.pathKey() });
  };
  return (
    <li>
      <strong>{room.name}</strong>
      <RelativeTime at={room.changedAt} />
      <Button
        variant="default"
        loading={busy}
        onClick={() => void restore()}
        aria-label={t('home.restoreRoom', { room: room.name })}
      >
        {t('home.restore')}
      </Button>
    </li>
  );
}
