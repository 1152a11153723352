import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { t } from '../../kit/messages/language.ts';
import { Skeleton, SkeletonLine } from '../../kit/Skeleton.tsx';
import { useRoom } from '../session/room-context.ts';
import { membersQuery } from '../session/room-queries.ts';
import type { Entry } from '../session/use-entries.ts';
import { usePeopleHere } from '../session/use-room-session.ts';
import { MemberRow } from './MemberRow.tsx';
import styles from './people.module.css';
import { RequestsList } from './RequestsList.tsx';

interface PeoplePanelProps {
  entries: ReadonlyMap<string, Entry>;
  onInvite: () => void;
}

/** Who is here and where, who else belongs to the room, and who wants in. */
export function PeoplePanel({ entries, onInvite }: PeoplePanelProps) {
  const { hub, room, session } = useRoom();
  const members = useQuery(membersQuery(hub, room.id));
  const here = usePeopleHere(session);
  const roles = new Map((members.data?.items ?? []).map((member) => [member.userId, member]));
  const away = (members.data?.items ?? []).filter((member) => !here.some((person) => person.userId === member.userId));
  return (
    <div className={styles.panel}>
      {room.rights.manage && <RequestsList />}
      <h3>{t('room.hereCount', { count: here.length })}</h3>
      <ul>
        {here.map((person) => (
          <MemberRow
            key={person.userId ?? person.clientId}
            person={person}
            here={person}
            member={person.userId === null ? undefined : roles.get(person.userId)}
            entries={entries}
          />
        ))}
      </ul>
      {members.isPending && (
        <Skeleton>
          <SkeletonLine width="60%" />
        </Skeleton>
      )}
      {members.isError && <ErrorPanel error={members.error} onRetry={() => void members.refetch()} />}
      {away.length > 0 && (
        <>
          <h3>{t('room.awayCount', { count: away.length })}</h3>
          <ul>
            {away.map((member) => (
              <MemberRow key={member.userId} person={member} member={member} entries={entries} />
            ))}
          </ul>
        </>
      )}
      {room.role !== null && (
        <Button className={styles.invite} variant="default" size="compact-sm" onClick={onInvite}>
          {t('room.invite')}
        </Button>
      )}
    </div>
  );
}
