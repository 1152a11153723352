import type { AccountExport } from '@draftroom/core/schema/account-data';
import { Button, Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, queryClient, trpc } from '../../app/hub.ts';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { shownError } from '../../kit/hub-error.ts';
import { currentLocale, t } from '../../kit/messages/language.ts';
import { fileSize, fullTime } from '../../kit/time.ts';
import { showToast } from '../../kit/toasts.ts';
import styles from './AccountPage.module.css';

const statusQuery = trpc.accounts.export.status.queryOptions();
/** Milliseconds between two looks at one that is being made. */
const lookAgain = 1_500;

/** A copy of everything that is one's own. */
export function DataSection() {
  const status = useQuery({
    ...statusQuery,
    refetchInterval: ({ state }) => (isUnderWay(state.data?.current) ? lookAgain : false),
  });
  const { current = null, nextAt = null } = status.data ?? {};
  const start = async () => {
    try {
      await api.accounts.export.start.mutate();
    } catch (error) {
      showToast({ text: shownError(error).text, tone: 'error' });
    }
    await queryClient.invalidateQueries({ queryKey: statusQuery.queryKey });
  };
  return (
    <section className={styles.section} aria-labelledby="my-data">
      <h2 id="my-data">{t('export.title')}</h2>
      <p className={styles.hint}>{t('export.hint')}</p>
      {status.isError && <ErrorPanel error={status.error} onRetry={() => void status.refetch()} />}
      {current !== null && <Copy copy={current} />}
      {status.isSuccess && nextAt === null && !isUnderWay(current) && (
        <div>
          <Button variant="default" onClick={() => void start()}>
            {t('export.start')}
          </Button>
        </div>
      )}
      {nextAt !== null && current?.state === 'ready' && (
        <p className={styles.hint}>{t('export.next', { day: day(nextAt) })}</p>
      )}
    </section>
  );
}

function Copy({ copy }: { copy: AccountExport }) {
  if (copy.state === 'waiting') return <p role="status">{t('export.waiting')}</p>;
  if (copy.state === 'running') {
    const text = t('export.running', { percent: copy.progress });
    return (
      <div role="status">
        <p>{text}</p>
        <Progress value={copy.progress} aria-label={text} />
      </div>
    );
  }
  if (copy.url === null) return null;
  return (
    <div className={styles.row} role="status">
      <span>{t('export.ready', { size: fileSize(copy.size, currentLocale()) })}</span>
      <Button component="a" href={copy.url} download>
        {t('export.download')}
      </Button>
      <span className={styles.hint}>{t('export.until', { day: day(copy.expiresAt) })}</span>
    </div>
  );
}

function isUnderWay(copy: AccountExport | null | undefined): boolean {
  return copy?.state === 'waiting' || copy?.state === 'running';
}

const day = (at: string) => fullTime(new Date(at).getTime(), currentLocale());
