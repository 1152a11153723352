import type { Account } from '@draftroom/core/schema/accounts';
import { Menu, UnstyledButton } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { Avatar } from '../../kit/Avatar.tsx';
import { label, t } from '../../kit/messages/language.ts';
import { useRoom } from '../session/room-context.ts';
import { showPanel } from '../session/room-view.ts';
import { useStore } from '../session/store.ts';
import { type PersonHere, usePeopleHere } from '../session/use-room-session.ts';
import styles from './room.module.css';

interface PeopleStackProps {
  most: number;
}

/** Who is here, as faces; each opens what can be done with that person. */
export function PeopleStack({ most }: PeopleStackProps) {
  const { session, view, me } = useRoom();
  const known = usePeopleHere(session);
  // Before the hub has said who is here, one is at least here oneself.
  const here = known.length > 0 || me === null ? known : [alone(me)];
  const shown = here.slice(0, most);
  return (
    <ul className={styles.people} aria-label={t('room.peopleHere')}>
      {shown.map((person) => (
        <li key={person.userId ?? person.clientId}>
          <PersonMenu person={person} />
        </li>
      ))}
      {here.length > most && (
        <li>
          <UnstyledButton
            className={styles.morePeople}
            onClick={() => showPanel(view, 'people')}
            aria-label={t('person.more', { count: here.length - most })}
          >
            +{here.length - most}
          </UnstyledButton>
        </li>
      )}
    </ul>
  );
}

function alone({ id, name, colour, avatarId }: Account): PersonHere {
  return { clientId: 0, userId: id, name, colour, avatarId, role: null, docs: [], isMe: true, typing: false };
}

function PersonMenu({ person }: { person: PersonHere }) {
  const { view } = useRoom();
  const following = useStore(view, (state) => state.following === person.userId && person.userId !== null);
  const name = person.isMe ? t('person.you', { name: person.name }) : person.name;
  const canFollow = !person.isMe && person.userId !== null;
  return (
    <Menu position="bottom" withArrow>
      <Menu.Target>
        <UnstyledButton className={styles.face} data-following={following} aria-label={name} title={name}>
          <Avatar person={person} size={28} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {name} · {person.role === null ? t('room.guest') : label(`role.${person.role}`)}
        </Menu.Label>
        {canFollow && (
          <Menu.Item
            leftSection={following ? <IconEyeOff size={18} stroke={1.5} /> : <IconEye size={18} stroke={1.5} />}
            onClick={() => view.set({ following: following ? null : person.userId })}
          >
            {following ? t('room.unfollow', { name: person.name }) : t('room.follow', { name: person.name })}
          </Menu.Item>
        )}
        <Menu.Item onClick={() => showPanel(view, 'people')}>{t('room.showPeople')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
