import type { Profile } from '@draftroom/core/schema/profiles';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { trpc } from '../../app/hub.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { currentLocale, t } from '../../kit/messages/language.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { designPath } from '../feed/design-path.ts';
import { ProfileList } from './ProfileList.tsx';
import styles from './people.module.css';

/** What they said of others' designs, and how many found it helpful. */
export function ProfileCritiques({ profile: { person, counts } }: { profile: Profile }) {
  const list = useInfiniteQuery(
    trpc.critiques.byPerson.infiniteQueryOptions(
      { userId: person.userId },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  return (
    <>
      {counts.critiques > 0 && <p className={styles.quiet}>{t('people.helpful', { count: counts.helpful })}</p>}
      <ProfileList
        list={list}
        className={styles.rows}
        empty={<EmptyState title={t('people.noCritiques')} text={t('people.noCritiquesWhat', { name: person.name })} />}
      >
        {list.data?.pages.flatMap(({ items }) =>
          items.map((critique) => (
            <li key={critique.id} className={styles.row}>
              <div className={styles.rowHead}>
                <Link to={designPath(critique.design.id)} hash={`critique-${critique.id}`}>
                  {critique.design.title}
                </Link>
                <span className={styles.quiet}>
                  {t('people.mean', { mean: meanWords(critique.mean) })} ·{' '}
                  {t('people.helpful', { count: critique.helpfulCount })} · <RelativeTime at={critique.createdAt} />
                </span>
              </div>
              <p className={styles.summary}>{critique.summary}</p>
            </li>
          )),
        )}
      </ProfileList>
    </>
  );
}

function meanWords(mean: number): string {
  return new Intl.NumberFormat(currentLocale(), { maximumFractionDigits: 1 }).format(mean);
}
