import type { Statement } from '@draftroom/core/schema/moderation';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { trpc } from '../../app/hub.ts';
import { label, t } from '../../kit/messages/language.ts';
import { usePageTitle } from '../../kit/page.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { EndlessList } from './EndlessList.tsx';
import styles from './moderation.module.css';
import { headingOf, stateOf } from './statement-words.ts';

export function StatementsPage() {
  usePageTitle(t('statements.title'));
  const list = useInfiniteQuery(
    trpc.statements.mine.infiniteQueryOptions({}, { getNextPageParam: (page) => page.nextCursor ?? undefined }),
  );
  return (
    <div className={`${styles.page} ${styles.narrow}`}>
      <h1>{t('statements.title')}</h1>
      <p className={styles.hint}>{t('statements.what')}</p>
      <EndlessList
        list={list}
        empty={{ title: t('statements.emptyTitle'), text: t('statements.empty') }}
        keyOf={(statement) => statement.id}
        row={(statement) => <StatementRow statement={statement} />}
      />
    </div>
  );
}

function StatementRow({ statement }: { statement: Statement }) {
  return (
    <>
      <div className={styles.head}>
        <Link to="/statements/$statementId" params={{ statementId: statement.id }} className={styles.name}>
          {headingOf(statement)}
        </Link>
        {statement.readAt === null && (
          <span className={styles.tag} data-tone="new">
            {t('statements.new')}
          </span>
        )}
        <RelativeTime at={statement.createdAt} />
      </div>
      <div className={styles.facts}>
        <span>
          {label(`target.${statement.target.type}`)}: {statement.target.title ?? t('target.gone')}
        </span>
        <span>{label(`rule.${statement.reason}`)}</span>
        <span>{stateOf(statement)}</span>
      </div>
    </>
  );
}
