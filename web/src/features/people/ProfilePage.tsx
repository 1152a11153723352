import type { Profile } from '@draftroom/core/schema/profiles';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { trpc } from '../../app/hub.ts';
import { label, t } from '../../kit/messages/language.ts';
import { usePageTitle } from '../../kit/page.ts';
import { Skeleton, SkeletonLine } from '../../kit/Skeleton.tsx';
import { ProfileCollections } from './ProfileCollections.tsx';
import { ProfileCritiques } from './ProfileCritiques.tsx';
import { ProfileDesigns, SavedDesigns } from './ProfileDesigns.tsx';
import { ProfileHead } from './ProfileHead.tsx';
import { ProfileRooms } from './ProfileRooms.tsx';
import styles from './people.module.css';

const route = getRouteApi('/pages/people/$userId');

const sections = ['designs', 'saved', 'collections', 'critiques', 'rooms'] as const;
type Section = (typeof sections)[number];

export function ProfilePage() {
  const { userId } = route.useParams();
  const search = route.useSearch();
  const profile = useQuery(trpc.profiles.get.queryOptions({ userId }));
  usePageTitle(profile.data?.person.name ?? t('search.people'));
  if (profile.isError && profile.data === undefined) throw profile.error;
  if (profile.data === undefined) return <WaitingPage />;
  const { mine } = profile.data;
  const offered = sections.filter((section) => section !== 'saved' || mine);
  const current = offered.find((section) => section === search.section) ?? 'designs';
  return (
    <div className={styles.page}>
      <ProfileHead profile={profile.data} />
      <nav className={styles.sections} aria-label={t('people.sections')}>
        {offered.map((section) => (
          <Link
            key={section}
            from="/people/$userId"
            search={{ section: section === 'designs' ? undefined : section }}
            resetScroll={false}
            className={styles.section}
            activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
            aria-current={section === current ? 'page' : undefined}
          >
            {label(`people.${section}`)}
            <SectionCount section={section} counts={profile.data.counts} />
          </Link>
        ))}
      </nav>
      <ProfileSection section={current} profile={profile.data} />
    </div>
  );
}

function ProfileSection({ section, profile }: { section: Section; profile: Profile }) {
  switch (section) {
    case 'designs':
      return <ProfileDesigns profile={profile} />;
    case 'saved':
      return <SavedDesigns />;
    case 'collections':
      return <ProfileCollections profile={profile} />;
    case 'critiques':
      return <ProfileCritiques profile={profile} />;
    case 'rooms':
      return <ProfileRooms profile={profile} />;
  }
}

function SectionCount({ section, counts }: { section: Section; counts: Profile['counts'] }) {
  const known: Partial<Record<Section, number>> = {
    designs: counts.designs,
    critiques: counts.critiques,
    rooms: counts.publicRooms,
  };
  const count = known[section];
  return count === undefined ? null : <span className={styles.count}>{count}</span>;
}

function WaitingPage() {
  return (
    <div className={styles.page}>
      <Skeleton>
        <div className={styles.head}>
          <SkeletonLine width="96px" height={96} />
          <div className={styles.who}>
            <SkeletonLine width="220px" height={28} />
            <SkeletonLine width="320px" height={14} />
          </div>
        </div>
      </Skeleton>
    </div>
  );
}
