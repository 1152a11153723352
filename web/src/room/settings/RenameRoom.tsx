import { Button, Modal, TextInput } from '@mantine/core';
import { FormError } from '../../kit/FormError.tsx';
import { t } from '../../kit/messages/language.ts';
import { useForm } from '../../kit/use-form.ts';
import { useRoom } from '../session/room-context.ts';
import styles from './settings.module.css';
import { useRenewRoom } from './use-archive.ts';

export function RenameRoom({ onClose }: { onClose: () => void }) {
  const { hub, room } = useRoom();
  const renew = useRenewRoom();
  const form = useForm({
    initial: { name: room.name },
    submit: async ({ name }) => {
      await hub.trpc.rooms.update.mutate({ roomId: room.id, name });
      await renew();
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      title={t('room.renameRoom')}
      size="sm"
    >
      <form className={styles.block} onSubmit={form.onSubmit}>
        <TextInput label={t('newRoom.name')} maxLength={80} required data-autofocus {...form.field('name')} />
        <FormError error={form.error} />
        <Button type="submit" className={styles.submit} loading={form.busy}>
          {t('action.save')}
        </Button>
      </form>
    </Modal>
  );
}
