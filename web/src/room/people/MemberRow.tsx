import type { RoomMember } from '@draftroom/core/schema/rooms';
import type { RoomRole } from '@draftroom/drizzle/enums';
import { roomRoles } from '@draftroom/drizzle/enums';
import { ActionIcon, Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconChevronDown, IconEye, IconEyeOff } from '@tabler/icons-react';
import { Avatar } from '../../kit/Avatar.tsx';
import { confirm } from '../../kit/confirm.ts';
import { label, t } from '../../kit/messages/language.ts';
import { act } from '../session/act.ts';
import { useRoom } from '../session/room-context.ts';
import { useStore } from '../session/store.ts';
import type { Entry } from '../session/use-entries.ts';
import type { PersonHere } from '../session/use-room-session.ts';
import { openByHand } from '../session/use-shortcuts.ts';
import { nameOf } from '../tree/tree-model.ts';
import styles from './people.module.css';

interface MemberRowProps {
  person: { userId: string | null; name: string; colour: string; avatarId: string | null };
  member?: RoomMember;
  here?: PersonHere;
  entries: ReadonlyMap<string, Entry>;
}

export function MemberRow({ person, member, here, entries }: MemberRowProps) {
  const { view, me } = useRoom();
  const following = useStore(view, (state) => person.userId !== null && state.following === person.userId);
  const isMe = here?.isMe === true || (me !== null && person.userId === me.id);
  const place = here?.docs.flatMap((id) => entries.get(id) ?? [])[0];
  return (
    <li className={styles.row} data-away={here === undefined}>
      <Avatar person={person} size={28} />
      <div className={styles.who}>
        <span className={styles.name}>{isMe ? t('person.you', { name: person.name }) : person.name}</span>
        {place !== undefined && !isMe && (
          <UnstyledButton className={styles.place} onClick={() => openByHand(view, place.id)} title={place.path}>
            {nameOf(place.path)}
          </UnstyledButton>
        )}
      </div>
      {here !== undefined && !isMe && person.userId !== null && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-pressed={following}
          aria-label={following ? t('room.unfollow', { name: person.name }) : t('room.follow', { name: person.name })}
          onClick={() => view.set({ following: following ? null : person.userId })}
        >
          {following ? <IconEyeOff size={18} stroke={1.5} /> : <IconEye size={18} stroke={1.5} />}
        </ActionIcon>
      )}
      <RoleMenu member={member} isMe={isMe} />
    </li>
  );
}

function RoleMenu({ member, isMe }: { member: RoomMember | undefined; isMe: boolean }) {
  const { hub, room } = useRoom();
  if (member === undefined) return <span className={styles.role}>{t('room.guest')}</span>;
  const role = label(`role.${member.role}`);
  if (!room.rights.manage) return <span className={styles.role}>{role}</span>;
  const { members, transferOwnership } = hub.trpc.rooms;
  const target = { roomId: room.id, userId: member.userId };

  const setRole = (next: RoomRole): Promise<boolean> =>
    act(() => members.setRole.mutate({ ...target, role: next }), {
      text: t('room.roleChanged', { name: member.name, role: label(`role.${next}`) }),
      undo: () => members.setRole.mutate({ ...target, role: member.role }),
    });
  const remove = async (): Promise<void> => {
    const text = t('room.removeMemberWhat');
    const sure = await confirm({
      title: t('room.removeMember', { name: member.name }),
      text,
      yes: t('room.removeMemberYes'),
    });
    if (sure) await act(() => members.remove.mutate(target));
  };
  const handOver = async (): Promise<void> => {
    const title = t('room.handOver', { name: member.name });
    const sure = await confirm({ title, text: t('room.handOverWhat'), yes: t('room.handOverYes'), danger: false });
    if (sure) await act(() => transferOwnership.mutate(target));
  };

  return (
    <Menu>
      <Menu.Target>
        <UnstyledButton className={styles.roleButton} aria-label={t('room.roleOf', { name: member.name, role })}>
          {role}
          <IconChevronDown size={14} stroke={1.5} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {roomRoles.map((next) => (
          <Menu.Item
            key={next}
            leftSection={<IconCheck size={16} stroke={1.5} visibility={next === member.role ? 'visible' : 'hidden'} />}
            onClick={() => next !== member.role && void setRole(next)}
          >
            <span className={styles.roleName}>{label(`role.${next}`)}</span>
            <span className={styles.roleWhat}>{label(`role.${next}Can`)}</span>
          </Menu.Item>
        ))}
        {!isMe && (
          <>
            <Menu.Divider />
            {member.role !== 'owner' && (
              <Menu.Item onClick={() => void handOver()}>{t('room.handOverShort')}</Menu.Item>
            )}
            <Menu.Item color="danger" onClick={() => void remove()}>
              {t('room.removeMemberShort')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
