import type { AccountSession } from '@draftroom/core/schema/accounts';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, queryClient, trpc } from '../../app/hub.ts';
import { confirm } from '../../kit/confirm.ts';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { shownError } from '../../kit/hub-error.ts';
import { label, t } from '../../kit/messages/language.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { Skeleton, SkeletonLine } from '../../kit/Skeleton.tsx';
import { showToast } from '../../kit/toasts.ts';
import styles from './AccountPage.module.css';
import { userAgentName } from './user-agent.ts';

const sessionsQuery = trpc.accounts.sessions.list.queryOptions();

export function SessionsSection() {
  const sessions = useQuery(sessionsQuery);
  const others = sessions.data?.sessions.filter((session) => !session.current) ?? [];

  async function endOthers(): Promise<void> {
    const yes = await confirm({
      title: t('profile.endOthersTitle'),
      text: t('profile.endOthersWhat'),
      yes: t('profile.endOthers'),
    });
    if (!yes) return;
    await run(async () => {
      const { revoked } = await api.accounts.sessions.revokeOthers.mutate();
      return t('profile.othersEnded', { count: revoked });
    });
  }

  return (
    <section className={styles.section} aria-labelledby="sessions">
      <h2 id="sessions">{t('profile.sessions')}</h2>
      <p className={styles.hint}>{others.length > 0 ? t('profile.sessionsHint') : t('profile.onlyOne')}</p>
      {sessions.isPending && (
        <Skeleton>
          <SkeletonLine height={48} />
        </Skeleton>
      )}
      {sessions.isError && <ErrorPanel error={sessions.error} onRetry={() => void sessions.refetch()} />}
      {sessions.data !== undefined && (
        <ul className={styles.sessions}>
          {sessions.data.sessions.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <div>
          <Button variant="default" onClick={() => void endOthers()}>
            {t('profile.endOthers')}
          </Button>
        </div>
      )}
    </section>
  );
}

function SessionRow({ session }: { session: AccountSession }) {
  const client = label(`client.${session.client}`);
  const end = () =>
    run(async () => {
      await api.accounts.sessions.revoke.mutate({ id: session.id });
      return t('profile.sessionEnded');
    });
  return (
    <li>
      <div>
        <strong>{client}</strong>
        {session.current && <span className={styles.current}>{t('profile.thisSession')}</span>}
        <p title={session.userAgent}>
          {[userAgentName(session.userAgent), t('profile.sessionFrom', { address: session.address })]
            .filter(Boolean)
            .join(' · ')}
          {' · '}
          <RelativeTime at={session.lastUsedAt} />
        </p>
      </div>
      {!session.current && (
        <Button
          variant="subtle"
          color="danger"
          onClick={() => void end()}
          aria-label={t('profile.endSessionOf', { client, address: session.address })}
        >
          {t('profile.endSession')}
        </Button>
      )}
    </li>
  );
}

async function run(work: () => Promise<string>): Promise<void> {
  try {
    showToast({ text: await work() });
  } catch (error) {
    showToast({ text: shownError(error).text, tone: 'error' });
  }
  await queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
}
