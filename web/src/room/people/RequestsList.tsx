import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Avatar } from '../../kit/Avatar.tsx';
import { t } from '../../kit/messages/language.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { act } from '../session/act.ts';
import { useRoom } from '../session/room-context.ts';
import { requestsQuery } from '../session/room-queries.ts';
import styles from './people.module.css';

/** Who asks to come in; only owners see and decide it. */
export function RequestsList() {
  const { hub, room } = useRoom();
  const requests = useQuery(requestsQuery(hub, room.id));
  const open = requests.data?.items ?? [];
  if (open.length === 0) return null;
  const decide = (requestId: string, approve: boolean) =>
    act(async () => {
      await hub.trpc.rooms.requests.decide.mutate({ requestId, approve });
      await requests.refetch();
    });
  return (
    <section className={styles.requests} aria-label={t('room.requests', { count: open.length })}>
      <h3>{t('room.requests', { count: open.length })}</h3>
      <ul>
        {open.map(({ id, person, message, createdAt }) => (
          <li key={id} className={styles.request}>
            <Avatar person={person} size={28} />
            <div className={styles.who}>
              <span className={styles.name}>{person.name}</span>
              <span className={styles.roleWhat}>
                <RelativeTime at={createdAt} />
              </span>
              {message !== '' && <p>{message}</p>}
              <div className={styles.decide}>
                <Button size="compact-sm" onClick={() => void decide(id, true)}>
                  {t('room.letIn')}
                </Button>
                <Button size="compact-sm" variant="default" onClick={() => void decide(id, false)}>
                  {t('room.decline')}
                </Button>
              </div>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
