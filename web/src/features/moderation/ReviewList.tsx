import type { ReviewItem } from '@draftroom/core/schema/moderation';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { trpc } from '../../app/hub.ts';
import { useAccount } from '../../app/session.ts';
import { label, t } from '../../kit/messages/language.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { EndlessList } from './EndlessList.tsx';
import styles from './moderation.module.css';

const emptyText = { queue: 'moderation.none', mine: 'moderation.noneMine', closed: 'moderation.noneClosed' } as const;

export function ReviewList({ show }: { show: 'queue' | 'mine' | 'closed' }) {
  const list = useInfiniteQuery(
    trpc.moderation.queue.infiniteQueryOptions(
      { scope: show === 'queue' ? 'open' : show },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  return (
    <EndlessList
      list={list}
      empty={{ title: t('moderation.noneTitle'), text: label(emptyText[show]) }}
      keyOf={(item) => item.id}
      row={(item) => <ReviewRow item={item} />}
    />
  );
}

function ReviewRow({ item }: { item: ReviewItem }) {
  const me = useAccount();
  const { target, owner, claimedBy, standing } = item;
  return (
    <>
      <div className={styles.head}>
        <span className={styles.tag}>{label(`target.${target.type}`)}</span>
        <Link to="/moderation/$itemId" params={{ itemId: item.id }} className={styles.name}>
          {target.title ?? t('target.gone')}
        </Link>
        {claimedBy !== null && item.closedAt === null && (
          <span className={styles.tag} data-tone="new">
            {claimedBy.userId === me.id ? t('review.claimedByYou') : t('review.claimedBy', { name: claimedBy.name })}
          </span>
        )}
        <RelativeTime at={item.closedAt ?? item.changedAt} />
      </div>
      <div className={styles.facts}>
        <span>{owner === null ? t('review.gone') : t('review.by', { name: owner.name })}</span>
        <span>{t('review.weight', { weight: Math.round(item.weight * 10) / 10 })}</span>
        {item.reportCount > 0 && <span>{t('review.reports', { count: item.reportCount })}</span>}
        {item.reasons.slice(0, 3).map(({ reason }) => (
          <span key={reason}>{label(`rule.${reason}`)}</span>
        ))}
        {item.findings.map((finding) => (
          <span key={finding}>{label(`finding.${finding}`)}</span>
        ))}
        {standing !== null && standing !== 'visible' && <span>{label(`review.standing.${standing}`)}</span>}
      </div>
    </>
  );
}
