import type { MyStanding } from '@draftroom/core/schema/moderation';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { trpc } from '../../app/hub.ts';
import { currentLocale, t } from '../../kit/messages/language.ts';
import { dayOf } from './dates.ts';
import styles from './moderation.module.css';

/** Under the bar of every page, for whom a moderator's action concerns now; nothing for everybody else. */
export function StandingBanner() {
  const { data } = useQuery(trpc.statements.standing.queryOptions());
  if (data === undefined) return null;
  const { restriction, unread } = data;
  if (restriction === null && unread === 0) return null;
  return (
    <aside className={styles.banner} data-strong={restriction?.kind === 'suspend'} aria-label={t('statements.title')}>
      <p role="status">{restriction === null ? t('standing.unread', { count: unread }) : wordsOf(restriction)}</p>
      {restriction === null ? (
        <Link to="/statements">{t('standing.read')}</Link>
      ) : (
        <Link to="/statements/$statementId" params={{ statementId: restriction.statementId }}>
          {t('standing.why')}
        </Link>
      )}
    </aside>
  );
}

function wordsOf({ kind, until }: NonNullable<MyStanding['restriction']>): string {
  if (until === null) return kind === 'suspend' ? t('standing.suspendedForGood') : t('standing.limitedForGood');
  const date = dayOf(until, currentLocale());
  return kind === 'suspend' ? t('standing.suspended', { date }) : t('standing.limited', { date });
}
