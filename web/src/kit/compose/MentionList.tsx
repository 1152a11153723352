import type { RoomPerson } from '@draftroom/core/schema/rooms';
import { useEffect, useRef } from 'react';
import { Avatar } from '../Avatar.tsx';
import { t } from '../messages/language.ts';
import styles from './compose.module.css';

interface MentionListProps {
  id: string;
  people: RoomPerson[];
  current: RoomPerson;
  onPick: (person: RoomPerson) => void;
}

/** Who may be meant. The focus stays in the message; arrows and Enter choose. */
export function MentionList({ id, people, current, onPick }: MentionListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={list} className={styles.mentions} role="listbox" id={id} aria-label={t('compose.people')}>
      {people.map((person) => (
        <div
          key={person.userId}
          id={`${id}-${person.userId}`}
          role="option"
          tabIndex={-1}
          aria-selected={person === current}
          className={styles.option}
          onPointerDown={(event) => {
            event.preventDefault();
            onPick(person);
          }}
        >
          <Avatar person={person} size={20} />
          {person.name}
        </div>
      ))}
    </div>
  );
}
