import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { api, queryClient, trpc } from '../../app/hub.ts';
import { updateAccount, useAccount } from '../../app/session.ts';
import { FormError } from '../../kit/FormError.tsx';
import { t } from '../../kit/messages/language.ts';
import { useFocusOnce } from '../../kit/page.ts';
import { showToast } from '../../kit/toasts.ts';
import { useForm } from '../../kit/use-form.ts';
import styles from './AccountPage.module.css';
import { NewPassword } from './NewPassword.tsx';
import { passwordProblem } from './password-rules.ts';
import { passwordToggle } from './password-toggle.ts';

export function PasswordSection() {
  const account = useAccount();
  const [open, setOpen] = useState(false);
  return (
    <section className={styles.section} aria-labelledby="password">
      <h2 id="password">{t('profile.passwordTitle')}</h2>
      {!account.hasPassword && <p className={styles.hint}>{t('profile.passwordNone')}</p>}
      {open ? (
        <PasswordForm onDone={() => setOpen(false)} />
      ) : (
        <div>
          <Button variant="default" onClick={() => setOpen(true)}>
            {account.hasPassword ? t('profile.passwordSubmit') : t('profile.passwordSet')}
          </Button>
        </div>
      )}
    </section>
  );
}

function PasswordForm({ onDone }: { onDone(): void }) {
  const account = useAccount();
  const first = useFocusOnce<HTMLInputElement>();
  const form = useForm({
    initial: { current: '', next: '' },
    check: ({ current, next }) => {
      const problem = passwordProblem(next, account);
      return {
        ...(account.hasPassword && current === '' ? { current: t('error.required') } : {}),
        ...(problem === undefined ? {} : { next: problem }),
      };
    },
    submit: async ({ current, next }) => {
      await api.accounts.changePassword.mutate({ next, ...(account.hasPassword ? { current } : {}) });
      updateAccount({ hasPassword: true });
      void queryClient.invalidateQueries({ queryKey: trpc.accounts.sessions.list.queryKey() });
      showToast({ text: t('profile.passwordDone') });
      onDone();
    },
  });
  return (
    <form onSubmit={form.onSubmit} noValidate className={styles.form}>
      {/* For password managers: whose password this is. */}
      <input type="hidden" autoComplete="username" value={account.email} readOnly />
      {account.hasPassword && (
        <PasswordInput
          {...form.field('current')}
          label={t('profile.current')}
          autoComplete="current-password"
          ref={first}
          {...passwordToggle()}
        />
      )}
      <NewPassword {...form.field('next')} label={t('profile.next')} person={account} />
      <FormError error={form.error} />
      <div className={styles.row}>
        <Button type="submit" loading={form.busy}>
          {account.hasPassword ? t('profile.passwordSubmit') : t('profile.passwordSet')}
        </Button>
        <Button variant="default" onClick={onDone} disabled={form.busy}>
          {t('action.cancel')}
        </Button>
      </div>
    </form>
  );
}
