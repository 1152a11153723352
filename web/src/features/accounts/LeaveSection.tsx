import type { Deletion } from '@draftroom/core/schema/account-data';
import type { DeletionMode } from '@draftroom/drizzle/enums';
import { Button, PasswordInput, Radio } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, queryClient, trpc } from '../../app/hub.ts';
import { useAccount } from '../../app/session.ts';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { FormError } from '../../kit/FormError.tsx';
import { shownError } from '../../kit/hub-error.ts';
import { currentLocale, t } from '../../kit/messages/language.ts';
import { Notice } from '../../kit/Notice.tsx';
import { fullTime } from '../../kit/time.ts';
import { showToast } from '../../kit/toasts.ts';
import { useForm } from '../../kit/use-form.ts';
import styles from './AccountPage.module.css';
import { passwordToggle } from './password-toggle.ts';

const statusQuery = trpc.accounts.deletion.status.queryOptions();

/** Leaving for good, in words that promise no more than happens. */
export function LeaveSection() {
  const status = useQuery(statusQuery);
  const [open, setOpen] = useState(false);
  const request = status.data?.request ?? null;
  return (
    <section className={styles.section} aria-labelledby="leave">
      <h2 id="leave">{t('leave.title')}</h2>
      {status.isError && <ErrorPanel error={status.error} onRetry={() => void status.refetch()} />}
      {request !== null && <Pending request={request} />}
      {status.isSuccess && request === null && (
        <>
          <p className={styles.hint}>{t('leave.hint')}</p>
          {open ? (
            <LeaveForm onDone={() => setOpen(false)} />
          ) : (
            <div>
              <Button variant="default" color="danger" onClick={() => setOpen(true)}>
                {t('leave.open')}
              </Button>
            </div>
          )}
        </>
      )}
    </section>
  );
}

function Pending({ request }: { request: Deletion }) {
  const keep = async () => {
    try {
      queryClient.setQueryData(statusQuery.queryKey, await api.accounts.deletion.cancel.mutate({}));
      showToast({ text: t('leave.kept') });
    } catch (error) {
      showToast({ text: shownError(error).text, tone: 'error' });
    }
  };
  return (
    <Notice
      tone="warning"
      title={t('leave.pending', { day: fullTime(new Date(request.dueAt).getTime(), currentLocale()) })}
      text={request.mode === 'wipe' ? t('leave.pendingWipe') : t('leave.pendingAnonymise')}
      action={<Button onClick={() => void keep()}>{t('leave.keep')}</Button>}
    />
  );
}

function LeaveForm({ onDone }: { onDone(): void }) {
  const account = useAccount();
  const [mode, setMode] = useState<DeletionMode>('anonymise');
  const form = useForm({
    initial: { password: '' },
    check: ({ password }) => (account.hasPassword && password === '' ? { password: t('error.required') } : {}),
    submit: async ({ password }) => {
      const proof = account.hasPassword ? { password } : {};
      queryClient.setQueryData(statusQuery.queryKey, await api.accounts.deletion.request.mutate({ mode, ...proof }));
      showToast({ text: t('leave.asked') });
      onDone();
    },
  });
  return (
    <form onSubmit={form.onSubmit} noValidate className={styles.form}>
      <Radio.Group label={t('leave.what')} value={mode} onChange={(value) => setMode(value as DeletionMode)}>
        <div className={styles.modes}>
          <Radio value="anonymise" label={t('leave.anonymise')} description={t('leave.anonymiseWhat')} />
          <Radio value="wipe" label={t('leave.wipe')} description={t('leave.wipeWhat')} />
        </div>
      </Radio.Group>
      <p className={styles.hint}>{t('leave.rooms')}</p>
      <p className={styles.hint}>{t('leave.backups')}</p>
      {account.hasPassword ? (
        <PasswordInput
          {...form.field('password')}
          label={t('leave.password')}
          autoComplete="current-password"
          {...passwordToggle()}
        />
      ) : (
        <p className={styles.hint}>{t('leave.fresh')}</p>
      )}
      <FormError error={form.error} />
      <div className={styles.row}>
        <Button type="submit" color="danger" loading={form.busy}>
          {t('leave.submit')}
        </Button>
        <Button variant="default" onClick={onDone} disabled={form.busy}>
          {t('action.cancel')}
        </Button>
      </div>
    </form>
  );
}
