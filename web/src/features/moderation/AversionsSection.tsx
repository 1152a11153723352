import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { trpc } from '../../app/hub.ts';
import { Avatar } from '../../kit/Avatar.tsx';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { t } from '../../kit/messages/language.ts';
import { Skeleton, SkeletonLine } from '../../kit/Skeleton.tsx';
import page from '../accounts/AccountPage.module.css';
import { setBlocked, setMuted } from './aversions.ts';
import styles from './moderation.module.css';

/** On the account page: whom I block and mute. */
export function AversionsSection() {
  const blocks = useQuery(trpc.blocks.list.queryOptions());
  const mutes = useQuery(trpc.mutes.list.queryOptions());
  const failed = blocks.error ?? mutes.error;
  return (
    <section className={page.section} aria-labelledby="aversions">
      <h2 id="aversions">{t('safety.lists')}</h2>
      <p className={page.hint}>{t('safety.listsHint')}</p>
      {failed !== null && (
        <ErrorPanel error={failed} onRetry={() => void blocks.refetch().then(() => mutes.refetch())} />
      )}
      {failed === null && (blocks.data === undefined || mutes.data === undefined) && (
        <Skeleton>
          <SkeletonLine height={40} />
        </Skeleton>
      )}
      {blocks.data !== undefined && mutes.data !== undefined && (
        <People blocked={blocks.data.items} muted={mutes.data.items} />
      )}
    </section>
  );
}

interface PeopleProps {
  blocked: readonly Averse[];
  muted: readonly Averse[];
}
interface Averse {
  person: { userId: string; name: string; colour: string; avatarId: string | null };
}

function People({ blocked, muted }: PeopleProps) {
  if (blocked.length + muted.length === 0) return <p className={page.hint}>{t('safety.nobody')}</p>;
  return (
    <ul className={styles.people}>
      {blocked.map(({ person }) => (
        <li key={person.userId}>
          <Avatar person={person} size={28} />
          <span className={styles.grow}>{person.name}</span>
          <span className={styles.tag}>{t('safety.isBlocked')}</span>
          <Button
            variant="subtle"
            aria-label={t('safety.unblockOf', { name: person.name })}
            onClick={() => void setBlocked(person, false)}
          >
            {t('safety.unblock')}
          </Button>
        </li>
      ))}
      {muted.map(({ person }) => (
        <li key={person.userId}>
          <Avatar person={person} size={28} />
          <span className={styles.grow}>{person.name}</span>
          <span className={styles.tag}>{t('safety.isMuted')}</span>
          <Button
            variant="subtle"
            aria-label={t('safety.unmuteOf', { name: person.name })}
            onClick={() => void setMuted(person, false)}
          >
            {t('safety.unmute')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
