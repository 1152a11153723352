import type { Statement } from '@draftroom/core/schema/moderation';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { queryClient, trpc } from '../../app/hub.ts';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { currentLocale, label, t } from '../../kit/messages/language.ts';
import { usePageTitle } from '../../kit/page.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { AppealPart } from './AppealPart.tsx';
import { dayOf } from './dates.ts';
import { RowsSkeleton } from './EndlessList.tsx';
import styles from './moderation.module.css';
import { Snapshot } from './Snapshot.tsx';
import { headingOf, reasonsOf, stateOf } from './statement-words.ts';

const route = getRouteApi('/pages/statements/$statementId');

export function StatementPage() {
  const { statementId } = route.useParams();
  const { data, error, refetch } = useQuery(trpc.statements.get.queryOptions({ statementId }));
  usePageTitle(data === undefined ? t('statements.title') : headingOf(data));
  const readAt = data?.readAt;
  useEffect(() => {
    // Opening it has marked it as read.
    if (readAt == null) return;
    void queryClient.invalidateQueries({ queryKey: trpc.statements.standing.queryKey() });
    void queryClient.invalidateQueries({ queryKey: trpc.statements.mine.pathKey() });
  }, [readAt]);
  return (
    <div className={`${styles.page} ${styles.narrow}`}>
      <Link to="/statements">{t('statements.back')}</Link>
      {data === undefined && error === null && <RowsSkeleton />}
      {data === undefined && error !== null && (
        <ErrorPanel error={error} title={t('statement.notYours')} onRetry={() => void refetch()} />
      )}
      {data !== undefined && <Whole statement={data} />}
    </div>
  );
}

function Whole({ statement }: { statement: Statement }) {
  return (
    <>
      <h1>{headingOf(statement)}</h1>
      <Terms statement={statement} />
      <section className={styles.part} aria-labelledby="reasons">
        <h2 id="reasons">{t('statement.reasons')}</h2>
        <p className={styles.reading}>{reasonsOf(statement)}</p>
      </section>
      {statement.findings.length > 0 && (
        <section className={styles.part} aria-labelledby="found">
          <h2 id="found">{t('statement.found')}</h2>
          <ul>
            {statement.findings.map((finding) => (
              <li key={finding}>{label(`finding.${finding}`)}</li>
            ))}
          </ul>
        </section>
      )}
      <section className={styles.part} aria-labelledby="was">
        <h2 id="was">{t('statement.asItWas')}</h2>
        <Snapshot value={statement.snapshot} />
      </section>
      <AppealPart statement={statement} />
    </>
  );
}

function Terms({ statement }: { statement: Statement }) {
  const { target, kind, expiresAt } = statement;
  const title = `${label(`target.${target.type}`)}: ${target.title ?? t('target.gone')}`;
  return (
    <dl className={styles.terms}>
      <dt>{t('statement.about')}</dt>
      <dd>{target.path === null ? title : <a href={target.path}>{title}</a>}</dd>
      <dt>{t('statement.reason')}</dt>
      <dd>{label(`rule.${statement.reason}`)}</dd>
      <dt>{t('statement.by')}</dt>
      <dd>{statement.automated ? t('statement.byCheck') : t('statement.byModerator')}</dd>
      <dt>{t('statement.when')}</dt>
      <dd>
        <RelativeTime at={statement.createdAt} /> · {stateOf(statement)}
      </dd>
      {(kind === 'limit' || kind === 'suspend') && (
        <>
          <dt>{t('statement.until')}</dt>
          <dd>{expiresAt === null ? t('statement.noEnd') : dayOf(expiresAt, currentLocale())}</dd>
        </>
      )}
    </dl>
  );
}
