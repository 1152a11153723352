import type { ReviewDetail } from '@draftroom/core/schema/moderation';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { api, queryClient, trpc } from '../../app/hub.ts';
import { useAccount } from '../../app/session.ts';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { shownError } from '../../kit/hub-error.ts';
import { label, t } from '../../kit/messages/language.ts';
import { usePageTitle } from '../../kit/page.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { showToast } from '../../kit/toasts.ts';
import { ActionRow } from './ActionRow.tsx';
import { DecisionForm } from './DecisionForm.tsx';
import { RowsSkeleton } from './EndlessList.tsx';
import styles from './moderation.module.css';
import { isSame, Snapshot } from './Snapshot.tsx';
import { useModerationEvents } from './use-moderation-events.ts';

const route = getRouteApi('/pages/moderation/$itemId');

export function ReviewItemPage() {
  const { itemId } = route.useParams();
  useModerationEvents();
  const detail = useQuery(trpc.moderation.item.queryOptions({ itemId }));
  usePageTitle(detail.data?.item.target.title ?? t('moderation.title'));
  return (
    <div className={styles.page}>
      <Link to="/moderation">{t('review.back')}</Link>
      {detail.isPending && <RowsSkeleton />}
      {detail.isError && (
        <ErrorPanel error={detail.error} title={t('review.notFound')} onRetry={() => void detail.refetch()} />
      )}
      {detail.data !== undefined && <Detail detail={detail.data} />}
    </div>
  );
}

function Detail({ detail }: { detail: ReviewDetail }) {
  const { item, snapshot, current, picture, currentPicture } = detail;
  const { target } = item;
  const same = isSame(snapshot, current);
  return (
    <>
      <div>
        <div className={styles.facts}>
          <span>{label(`target.${target.type}`)}</span>
          <span>{label(`review.source.${item.source}`)}</span>
          <span>{t('review.weight', { weight: Math.round(item.weight * 10) / 10 })}</span>
          {item.standing !== null && <span>{label(`review.standing.${item.standing}`)}</span>}
        </div>
        <h1>{target.title ?? t('target.gone')}</h1>
        {target.path !== null && <a href={target.path}>{t('review.lookAt')}</a>}
      </div>
      <div className={styles.split}>
        <div className={styles.column}>
          <section className={styles.part} aria-labelledby="first">
            <h2 id="first">{t('review.first')}</h2>
            <Snapshot value={snapshot} picture={picture} />
            {current !== null && same && <p className={styles.hint}>{t('review.same')}</p>}
            {current === null && <p className={styles.hint}>{t('review.isGone')}</p>}
          </section>
          {current !== null && !same && (
            <section className={styles.part} aria-labelledby="now">
              <h2 id="now">{t('review.now')}</h2>
              <Snapshot value={current} picture={currentPicture} />
            </section>
          )}
          <Reports detail={detail} />
          <Owner detail={detail} />
        </div>
        <Side detail={detail} />
      </div>
    </>
  );
}

function Reports({ detail: { item, reports, actions } }: { detail: ReviewDetail }) {
  return (
    <>
      <section className={styles.part} aria-labelledby="reports">
        <h2 id="reports">{t('review.reported')}</h2>
        {item.findings.map((finding) => (
          <p key={finding}>{label(`finding.${finding}`)}</p>
        ))}
        {reports.length === 0 && <p className={styles.hint}>{t('review.noReports')}</p>}
        {reports.length > 0 && (
          <ul className={styles.list}>
            {reports.map((report) => (
              <li key={report.id} className={styles.row}>
                <div className={styles.head}>
                  <strong>{label(`rule.${report.reason}`)}</strong>
                  <span className={styles.facts}>
                    {t('review.weight', { weight: Math.round(report.weight * 10) / 10 })}
                  </span>
                  {report.agreed !== null && (
                    <span className={styles.tag}>{report.agreed ? t('review.agreed') : t('review.refused')}</span>
                  )}
                  <RelativeTime at={report.createdAt} />
                </div>
                {report.words !== '' && <p className={styles.words}>{report.words}</p>}
              </li>
            ))}
          </ul>
        )}
      </section>
      {actions.length > 0 && (
        <section className={styles.part} aria-labelledby="done">
          <h2 id="done">{t('review.done')}</h2>
          <ul className={styles.list}>
            {actions.map((action) => (
              <li key={action.id} className={styles.row}>
                <ActionRow action={action} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Owner({ detail: { item, ownerHistory } }: { detail: ReviewDetail }) {
  if (item.owner === null || ownerHistory === null) return null;
  return (
    <section className={styles.part} aria-labelledby="owner">
      <h2 id="owner">{t('review.owner')}</h2>
      <p className={styles.facts}>
        <strong>{item.owner.name}</strong>
        <span>
          {t('review.joined')} <RelativeTime at={ownerHistory.joinedAt} />
        </span>
        <span>{t('review.trust', { trust: ownerHistory.trust })}</span>
      </p>
      {ownerHistory.actions.length === 0 ? (
        <p className={styles.hint}>{t('review.clean')}</p>
      ) : (
        <ul className={styles.list}>
          {ownerHistory.actions.map((action) => (
            <li key={action.id} className={styles.row}>
              <ActionRow action={action} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Side({ detail }: { detail: ReviewDetail }) {
  const me = useAccount();
  const { item, allowed } = detail;
  if (item.closedAt !== null) {
    return (
      <aside className={styles.side} aria-label={t('decide.title')}>
        <p>
          {t('decide.isClosed')} <RelativeTime at={item.closedAt} />
        </p>
      </aside>
    );
  }
  const mine = item.claimedBy?.userId === me.id;
  return (
    <aside className={styles.side} aria-label={t('decide.title')}>
      {item.claimedBy !== null && (
        <p className={styles.hint}>
          {mine ? t('review.claimedByYou') : t('review.claimedBy', { name: item.claimedBy.name })}
        </p>
      )}
      {allowed.length > 0 && (
        <div className={styles.actions}>
          <Button variant="default" title={t('review.claimWhat')} onClick={() => void claim(item.id, !mine)}>
            {mine ? t('review.release') : t('review.claim')}
          </Button>
        </div>
      )}
      {allowed.length === 0 ? <p>{t('decide.cannot')}</p> : <DecisionForm detail={detail} />}
    </aside>
  );
}

async function claim(itemId: string, on: boolean): Promise<void> {
  try {
    await (on ? api.moderation.claim : api.moderation.release).mutate({ itemId });
  } catch (error) {
    showToast({ text: shownError(error).text, tone: 'error' });
  }
  await queryClient.invalidateQueries({ queryKey: trpc.moderation.pathKey() });
}
