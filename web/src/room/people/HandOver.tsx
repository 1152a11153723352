import { Button, Modal, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { label, t } from '../../kit/messages/language.ts';
import { act } from '../session/act.ts';
import { useRoom } from '../session/room-context.ts';
import { membersQuery } from '../session/room-queries.ts';
import styles from './people.module.css';

/** Whom the room belongs to from now on. Only they can give it back, so it is asked for by name. */
export function HandOver({ onClose }: { onClose: () => void }) {
  const { hub, room, me } = useRoom();
  const members = useQuery(membersQuery(hub, room.id));
  const [userId, setUserId] = useState<string | null>(null);
  const others = (members.data?.items ?? []).filter((member) => member.userId !== me?.id);
  const heir = others.find((member) => member.userId === userId);

  const handOver = async (): Promise<void> => {
    if (heir === undefined) return;
    const done = await act(() => hub.trpc.rooms.transferOwnership.mutate({ roomId: room.id, userId: heir.userId }), {
      text: t('room.handedOver', { name: heir.name }),
    });
    if (done) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      title={t('room.handOverShort')}
      size="sm"
    >
      <div className={styles.dialog}>
        {members.isSuccess && others.length === 0 ? (
          <p>{t('room.handOverNobody')}</p>
        ) : (
          <>
            <p>{t('room.handOverWhat')}</p>
            <Select
              data-autofocus
              searchable
              openOnFocus={false}
              label={t('room.handOverTo')}
              placeholder={t('room.handOverChoose')}
              nothingFoundMessage={t('room.handOverNoMatch')}
              data={others.map((member) => ({
                value: member.userId,
                label: `${member.name} · ${label(`role.${member.role}`)}`,
              }))}
              value={userId}
              onChange={setUserId}
            />
            <Button className={styles.end} disabled={heir === undefined} onClick={() => void handOver()}>
              {t('room.handOverYes')}
            </Button>
          </>
        )}
      </div>
    </Modal>
  );
}
