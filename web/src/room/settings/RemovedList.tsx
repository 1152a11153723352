import { Button, Modal } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { t } from '../../kit/messages/language.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { Skeleton, SkeletonLine } from '../../kit/Skeleton.tsx';
import { act } from '../session/act.ts';
import { useRoom } from '../session/room-context.ts';
import { removedQuery, roomKeys } from '../session/room-queries.ts';
import styles from './settings.module.css';

/** What was removed from the room and can come back. */
export function RemovedList({ onClose }: { onClose: () => void }) {
  const { hub, room } = useRoom();
  const queries = useQueryClient();
  const removed = useQuery(removedQuery(hub, room.id));
  const { documents } = hub.trpc;
  const entries = [
    ...(removed.data?.documents ?? []).map((one) => ({ ...one, isFile: false })),
    ...(removed.data?.files ?? []).map((one) => ({ ...one, isFile: true })),
  ].toSorted((left, right) => (left.removedAt < right.removedAt ? 1 : -1));

  const restore = (id: string, isFile: boolean) =>
    act(async () => {
      await (isFile ? documents.files.restore.mutate({ fileId: id }) : documents.restore.mutate({ documentId: id }));
      await queries.invalidateQueries({ queryKey: roomKeys.all(room.id) });
    });
  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      title={t('room.removedList')}
      size="md"
    >
      {removed.isPending && (
        <Skeleton>
          <SkeletonLine width="70%" />
        </Skeleton>
      )}
      {removed.isError && <ErrorPanel error={removed.error} onRetry={() => void removed.refetch()} />}
      {removed.isSuccess && entries.length === 0 && <p>{t('room.removedNone')}</p>}
      <ul className={styles.removed}>
        {entries.map(({ id, path, removedAt, isFile }) => (
          <li key={id} className={styles.inline}>
            <span className={styles.grow}>
              <code>{path}</code>
              <small>
                <RelativeTime at={removedAt} />
              </small>
            </span>
            {room.rights.write && (
              <Button size="compact-sm" variant="default" onClick={() => void restore(id, isFile)}>
                {t('room.restore')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Modal>
  );
}
