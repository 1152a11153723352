import type { JoinRole } from '@draftroom/core/schema/rooms';
import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { label, t } from '../../kit/messages/language.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { act, copyText } from '../session/act.ts';
import { useRoom } from '../session/room-context.ts';
import { invitesQuery } from '../session/room-queries.ts';
import styles from './people.module.css';

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { room } = useRoom();
  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      title={t('room.inviteTitle', { room: room.name })}
      size="md"
    >
      <div className={styles.dialog}>
        {room.code !== null && <CodeAndLink code={room.code} />}
        {room.rights.manage && <NewInvite />}
        {room.rights.manage && <OpenInvites />}
      </div>
    </Modal>
  );
}

function CodeAndLink({ code }: { code: string }) {
  const { room } = useRoom();
  const link = `${location.origin}/join/${code}`;
  const shown = `${code.slice(0, 3)} ${code.slice(3)}`;
  return (
    <section className={styles.block}>
      <p className={styles.hint}>
        {t('room.codeWhat', { role: label(`role.${room.joinRole}`) })} {room.hasPassword && t('room.codePassword')}
      </p>
      <div className={styles.codeRow}>
        <output className={styles.code} aria-label={t('room.code')}>
          {shown}
        </output>
        <Button variant="default" onClick={() => void copyText(code)}>
          {t('room.copyCode')}
        </Button>
        <Button onClick={() => void copyText(link)}>{t('room.copyLink')}</Button>
      </div>
    </section>
  );
}

const lifetimes = { '24': 'room.expires1', '168': 'room.expires7', '720': 'room.expires30' } as const;

function NewInvite() {
  const { hub, room } = useRoom();
  const invites = useQuery(invitesQuery(hub, room.id));
  const [role, setRole] = useState<JoinRole>('editor');
  const [hours, setHours] = useState('168');
  const [email, setEmail] = useState('');
  const [url, setUrl] = useState<string | null>(null);

  const create = () =>
    act(async () => {
      const address = email.trim();
      const made = await hub.trpc.rooms.invites.create.mutate({
        roomId: room.id,
        role,
        expiresInHours: Number(hours),
        maxUses: address === '' ? 100 : 1,
        ...(address === '' ? {} : { email: address }),
      });
      setUrl(made.url);
      setEmail('');
      await invites.refetch();
    });

  return (
    <section className={styles.block}>
      <h3>{t('room.inviteLink')}</h3>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <Select
          label={t('room.inviteRole')}
          data={(['editor', 'commenter', 'viewer'] as const).map((value) => ({ value, label: label(`role.${value}`) }))}
          value={role}
          allowDeselect={false}
          onChange={(value) => setRole((value as JoinRole | null) ?? 'editor')}
        />
        <Select
          label={t('room.inviteExpires')}
          data={Object.entries(lifetimes).map(([value, key]) => ({ value, label: label(key) }))}
          value={hours}
          allowDeselect={false}
          onChange={(value) => setHours(value ?? '168')}
        />
        <TextInput
          className={styles.wide}
          type="email"
          label={t('room.inviteEmail')}
          description={t('room.inviteEmailWhat')}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          {t(email.trim() === '' ? 'room.inviteCreate' : 'room.inviteSend')}
        </Button>
      </form>
      {url !== null && (
        <div className={styles.codeRow}>
          <TextInput className={styles.grow} readOnly value={url} aria-label={t('room.inviteLink')} />
          <Button onClick={() => void copyText(url)}>{t('room.copyLink')}</Button>
        </div>
      )}
    </section>
  );
}

function OpenInvites() {
  const { hub, room } = useRoom();
  const invites = useQuery(invitesQuery(hub, room.id));
  const open = (invites.data?.items ?? []).filter((invite) => invite.state === 'open');
  if (open.length === 0) return null;
  const revoke = (inviteId: string) =>
    act(async () => {
      await hub.trpc.rooms.invites.revoke.mutate({ inviteId });
      await invites.refetch();
    });
  return (
    <section className={styles.block}>
      <h3>{t('room.openInvites', { count: open.length })}</h3>
      <ul>
        {open.map((invite) => (
          <li key={invite.id} className={styles.row}>
            <div className={styles.who}>
              <span className={styles.name}>{invite.email ?? t('room.inviteAnyone')}</span>
              <span className={styles.roleWhat}>
                {label(`role.${invite.role}`)} · {t('room.inviteUses', { used: invite.uses, most: invite.maxUses })} ·{' '}
                {t('room.inviteEnds')} <RelativeTime at={invite.expiresAt} />
              </span>
            </div>
            <Button size="compact-sm" variant="subtle" color="danger" onClick={() => void revoke(invite.id)}>
              {t('room.inviteRevoke')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
