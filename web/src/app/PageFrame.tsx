import { Button } from '@mantine/core';
import { Link, Outlet } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { NotificationBell } from '../features/notifications/lazy.tsx';
import { Avatar } from '../kit/Avatar.tsx';
import { BrandMark } from '../kit/BrandMark.tsx';
import { loadMessages, t } from '../kit/messages/language.ts';
import { openRootDialog } from '../kit/palette/open-state.ts';
import { Skeleton, SkeletonLine } from '../kit/Skeleton.tsx';
import { InPageFrame } from './in-page-frame.ts';
import { PageFooter } from './PageFooter.tsx';
import styles from './PageFrame.module.css';
import { useMe } from './session.ts';

const FrameSearch = lazy(async () => {
  const [{ FrameSearch }] = await Promise.all([import('./FrameSearch.tsx'), loadMessages('discover')]);
  return { default: FrameSearch };
});
const PersonMenu = lazy(async () => ({ default: (await import('./PersonMenu.tsx')).PersonMenu }));

const StandingBanner = lazy(async () => {
  await loadMessages('moderation');
  return { default: (await import('../features/moderation/StandingBanner.tsx')).StandingBanner };
});

/** The bar and the foot of pages; a screen without them puts what stands in its place in here. */
export function PageFrame({ children }: { children?: ReactNode }) {
  return (
    <div className={styles.frame}>
      <PageBar />
      {useMe().user !== null && (
        <Suspense fallback={null}>
          <StandingBanner />
        </Suspense>
      )}
      <main id="content" tabIndex={-1} className={styles.content}>
        <InPageFrame value={true}>
          <Suspense fallback={<PageSkeleton />}>{children ?? <Outlet />}</Suspense>
        </InPageFrame>
      </main>
      <PageFooter />
    </div>
  );
}

function PageBar() {
  const { user } = useMe();
  return (
    <header className={styles.bar}>
      <Link to={user === null ? '/' : '/home'} className={styles.brand} aria-label={t('app.home')}>
        <BrandMark />
        <span>Draftroom</span>
      </Link>
      {/* At the foot of narrow windows. */}
      <nav className={styles.places} aria-label={t('app.places')}>
        <Link to="/explore">{t('nav.explore')}</Link>
        <Link to="/home" search={user === null ? { show: 'public' } : {}} activeOptions={{ includeSearch: false }}>
          {t('nav.rooms')}
        </Link>
        <Link to="/search" className={styles.toSearch}>
          {t('nav.search')}
        </Link>
      </nav>
      <div className={styles.search}>
        <Suspense fallback={null}>
          <FrameSearch />
        </Suspense>
      </div>
      <nav className={styles.actions} aria-label={t('app.main')}>
        {user === null ? (
          <Button renderRoot={(props) => <Link to="/sign-in" {...props} />} variant="subtle" color="gray">
            {t('welcome.signIn')}
          </Button>
        ) : (
          <>
            <Button size="xs" renderRoot={(props) => <Link to="/publish" {...props} />}>
              {t('nav.publish')}
            </Button>
            <button
              type="button"
              className={styles.commands}
              onClick={() => openRootDialog('palette')}
              title={t('app.commandsHint')}
              aria-keyshortcuts="F1"
            >
              <span>{t('app.commands')}</span>
              <kbd>F1</kbd>
            </button>
            <NotificationBell />
            <Suspense fallback={<Avatar person={user} size={32} />}>
              <PersonMenu user={user} />
            </Suspense>
          </>
        )}
      </nav>
    </header>
  );
}

/** The shape of most pages: a heading and some rows. */
export function PageSkeleton() {
  return (
    <div className={styles.skeleton}>
      <Skeleton>
        <SkeletonLine width="180px" height={24} />
        {[72, 58, 64, 40].map((width) => (
          <div key={width} className={styles.skeletonRow}>
            <SkeletonLine width={`${width}%`} height={16} />
            <SkeletonLine width={`${width / 2}%`} />
          </div>
        ))}
      </Skeleton>
    </div>
  );
}
