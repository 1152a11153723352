import type { RoomPerson } from '@draftroom/core/schema/rooms';
import { Link } from '@tanstack/react-router';
import { Avatar } from '../../kit/Avatar.tsx';
import { t } from '../../kit/messages/language.ts';
import styles from './feedback.module.css';

/** Who said it, leading to their profile; null: their account is gone. */
export function PersonName({ person }: { person: RoomPerson | null }) {
  if (person === null) return <strong>{t('feedback.someone')}</strong>;
  return (
    <Link className={styles.person} to="/people/$userId" params={{ userId: person.userId }}>
      {person.name}
    </Link>
  );
}

/** Their picture, for the pointer alone: the name beside it says the same. */
export function PersonPicture({ person }: { person: RoomPerson | null }) {
  const shown = person ?? { name: t('feedback.someone'), colour: 'slate', avatarId: null };
  if (person === null) return <Avatar person={shown} size={24} />;
  return (
    <Link
      className={styles.picture}
      to="/people/$userId"
      params={{ userId: person.userId }}
      tabIndex={-1}
      aria-hidden="true"
    >
      <Avatar person={shown} size={24} />
    </Link>
  );
}
