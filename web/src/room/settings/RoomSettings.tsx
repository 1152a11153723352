import type { JoinRole } from '@draftroom/core/schema/rooms';
import type { RoomVisibility } from '@draftroom/drizzle/enums';
import { roomVisibilities } from '@draftroom/drizzle/enums';
import { Button, Modal, PasswordInput, Radio, Select, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { confirm } from '../../kit/confirm.ts';
import { FormError } from '../../kit/FormError.tsx';
import { label, t } from '../../kit/messages/language.ts';
import { useForm } from '../../kit/use-form.ts';
import { act, copyText } from '../session/act.ts';
import { useRoom } from '../session/room-context.ts';
import styles from './settings.module.css';
import { useArchive, useRenewRoom } from './use-archive.ts';

export function RoomSettings({ onClose }: { onClose: () => void }) {
  const { room } = useRoom();
  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      title={t('room.settingsOf', { room: room.name })}
      size="lg"
    >
      <div className={styles.sections}>
        <Facts onDone={onClose} />
        <Entrance />
        <Ending onClose={onClose} />
      </div>
    </Modal>
  );
}

function Facts({ onDone }: { onDone: () => void }) {
  const { hub, room } = useRoom();
  const renew = useRenewRoom();
  const form = useForm({
    initial: { name: room.name, description: room.description },
    submit: async (values) => {
      await hub.trpc.rooms.update.mutate({ roomId: room.id, ...values });
      await renew();
      onDone();
    },
  });
  return (
    <form className={styles.block} onSubmit={form.onSubmit}>
      <TextInput label={t('newRoom.name')} maxLength={80} required {...form.field('name')} />
      <Textarea label={t('room.description')} autosize minRows={2} maxLength={500} {...form.field('description')} />
      <FormError error={form.error} />
      <Button type="submit" className={styles.submit} loading={form.busy}>
        {t('action.save')}
      </Button>
    </form>
  );
}

/** Each choice takes effect at once: it is a switch, not a form. */
function Entrance() {
  const { hub, room } = useRoom();
  const renew = useRenewRoom();
  const [password, setPassword] = useState('');
  const change = (
    input: { visibility?: RoomVisibility; joinRole?: JoinRole; password?: string | null },
    text: string,
  ) => act(() => hub.trpc.rooms.update.mutate({ roomId: room.id, ...input }).then(renew), { text });
  const rotate = async (): Promise<void> => {
    const sure = await confirm({
      title: t('room.rotateTitle'),
      text: t('room.rotateWhat'),
      yes: t('room.rotate'),
      danger: false,
    });
    if (!sure) return;
    await act(() => hub.trpc.rooms.rotateCode.mutate({ roomId: room.id }).then(renew), { text: t('room.rotated') });
  };
  return (
    <section className={styles.block}>
      <h3>{t('newRoom.visibility')}</h3>
      <Radio.Group
        aria-label={t('newRoom.visibility')}
        value={room.visibility}
        onChange={(value) => void change({ visibility: value as RoomVisibility }, t('room.visibilityChanged'))}
      >
        <div className={styles.choices}>
          {roomVisibilities.map((value) => (
            <Radio
              key={value}
              value={value}
              label={label(`visibility.${value}`)}
              description={label(`visibility.${value}What`)}
            />
          ))}
        </div>
      </Radio.Group>
      <Select
        label={t('room.joinRole')}
        data={(['editor', 'commenter', 'viewer'] as const).map((value) => ({ value, label: label(`role.${value}`) }))}
        value={room.joinRole}
        allowDeselect={false}
        onChange={(value) => value !== null && void change({ joinRole: value as JoinRole }, t('room.joinRoleChanged'))}
      />
      <form
        className={styles.inline}
        onSubmit={(event) => {
          event.preventDefault();
          void change({ password }, t('room.passwordSet')).then((done) => done && setPassword(''));
        }}
      >
        <PasswordInput
          className={styles.grow}
          label={t(room.hasPassword ? 'room.passwordNew' : 'newRoom.password')}
          description={t('newRoom.passwordHint')}
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={password.length < 4}>
          {t('room.passwordSave')}
        </Button>
        {room.hasPassword && (
          <Button variant="default" onClick={() => void change({ password: null }, t('room.passwordGone'))}>
            {t('room.passwordRemove')}
          </Button>
        )}
      </form>
      {room.code !== null && (
        <div className={styles.inline}>
          <output className={styles.code} aria-label={t('room.code')}>
            {room.code.slice(0, 3)} {room.code.slice(3)}
          </output>
          <Button variant="default" onClick={() => void copyText(room.code ?? '')}>
            {t('room.copyCode')}
          </Button>
          <Button variant="default" onClick={() => void rotate()}>
            {t('room.rotate')}
          </Button>
        </div>
      )}
    </section>
  );
}

function Ending({ onClose }: { onClose: () => void }) {
  const { hub, room } = useRoom();
  const archive = useArchive();
  const navigate = useNavigate();
  const { rooms } = hub.trpc;
  const archived = room.archivedAt !== null;
  const remove = async (): Promise<void> => {
    onClose();
    const gone = await act(() => rooms.remove.mutate({ roomId: room.id }), {
      text: t('room.deleted', { room: room.name }),
      undo: () => rooms.restore.mutate({ roomId: room.id }),
    });
    if (gone) await navigate({ to: '/home' });
  };
  return (
    <section className={styles.block}>
      <h3>{t('room.ending')}</h3>
      <div className={styles.inline}>
        <p className={styles.grow}>{t(archived ? 'room.unarchiveWhat' : 'room.archiveWhat')}</p>
        <Button variant="default" onClick={() => void archive()}>
          {t(archived ? 'room.unarchive' : 'room.archive')}
        </Button>
      </div>
      <div className={styles.inline}>
        <p className={styles.grow}>{t('room.deleteWhat')}</p>
        <Button color="danger" variant="outline" onClick={() => void remove()}>
          {t('room.delete')}
        </Button>
      </div>
    </section>
  );
}
