import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { trpc } from '../../app/hub.ts';
import { useAccount } from '../../app/session.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { label, t } from '../../kit/messages/language.ts';
import { usePageTitle } from '../../kit/page.ts';
import { ActionLog } from './ActionLog.tsx';
import { AppealQueue } from './AppealQueue.tsx';
import styles from './moderation.module.css';
import { ReviewList } from './ReviewList.tsx';
import { useModerationEvents } from './use-moderation-events.ts';

const route = getRouteApi('/pages/moderation');

export const moderationParts = ['queue', 'mine', 'closed', 'appeals', 'log'] as const;

export function ModerationPage() {
  usePageTitle(t('moderation.title'));
  const { siteRole } = useAccount();
  if (siteRole === 'moderator' || siteRole === 'admin') return <Parts />;
  return (
    <div className={styles.page}>
      <h1>{t('moderation.title')}</h1>
      <EmptyState
        title={t('moderation.notYours')}
        text={t('moderation.notYoursWhat')}
        action={<Link to="/home">{t('moderation.home')}</Link>}
      />
    </div>
  );
}

function Parts() {
  useModerationEvents();
  const show = route.useSearch().part ?? 'queue';
  const waiting = useQuery(trpc.moderation.waiting.queryOptions()).data;
  const counts: Partial<Record<(typeof moderationParts)[number], number>> = {
    queue: waiting?.items ?? 0,
    appeals: waiting?.appeals ?? 0,
  };
  return (
    <div className={styles.page}>
      <h1>{t('moderation.title')}</h1>
      <nav className={styles.tabs} aria-label={t('moderation.sections')}>
        {moderationParts.map((part) => {
          const count = counts[part] ?? 0;
          return (
            <Link
              key={part}
              to="/moderation"
              search={part === 'queue' ? {} : { part }}
              className={styles.tab}
              aria-current={part === show ? 'page' : undefined}
            >
              {label(`moderation.${part}`)}
              {count > 0 && ` (${count >= 100 ? '99+' : count})`}
            </Link>
          );
        })}
      </nav>
      {show === 'appeals' && <AppealQueue />}
      {show === 'log' && <ActionLog />}
      {(show === 'queue' || show === 'mine' || show === 'closed') && <ReviewList key={show} show={show} />}
    </div>
  );
}
