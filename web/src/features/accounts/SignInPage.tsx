import { Button, PasswordInput, TextInput } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { api } from '../../app/hub.ts';
import { becomeUser, useMe } from '../../app/session.ts';
import { FormError } from '../../kit/FormError.tsx';
import { FormPage } from '../../kit/FormPage.tsx';
import { errorText, t } from '../../kit/messages/language.ts';
import { Notice } from '../../kit/Notice.tsx';
import { useForm } from '../../kit/use-form.ts';
import styles from './accounts.module.css';
import { ProviderButtons } from './ProviderButtons.tsx';
import { passwordToggle } from './password-toggle.ts';
import { providerErrorText } from './provider-error.ts';
import { providerName } from './providers.ts';

const route = getRouteApi('/pages/sign-in');

export function SignInPage() {
  const { next, error, provider } = route.useSearch();
  const navigate = useNavigate();
  const password = useRef<HTMLInputElement>(null);
  const form = useForm({
    initial: { email: '', password: '' },
    check: ({ email, password }) => ({
      ...(email.trim() === '' ? { email: t('error.required') } : {}),
      ...(password === '' ? { password: t('error.required') } : {}),
    }),
    submit: async ({ email, password }) => {
      const { user } = await api.accounts.signIn.mutate({ email, password, via: 'cookie', client: 'web' });
      await becomeUser(user);
      await navigate({ href: next ?? '/home' });
    },
  });

  return (
    <FormPage
      title={t('signIn.title')}
      text={next === undefined ? undefined : t('signIn.goOn')}
      below={
        <>
          {t('signIn.new')}{' '}
          <Link to="/sign-up" search={{ next }}>
            {t('signIn.toSignUp')}
          </Link>
        </>
      }
    >
      {error !== undefined && (
        <Notice
          tone="error"
          title={t('error.title')}
          text={
            errorText(error, { provider: providerName(provider) }) ?? providerErrorText(error, providerName(provider))
          }
        />
      )}
      <ProviderButtons next={next} />
      <form onSubmit={form.onSubmit} noValidate>
        <TextInput
          {...form.field('email')}
          type="email"
          label={t('account.email')}
          autoComplete="username"
          inputMode="email"
        />
        <PasswordInput
          {...form.field('password')}
          ref={password}
          label={t('account.password')}
          autoComplete="current-password"
          {...passwordToggle()}
        />
        <FormError error={form.error} />
        <Button type="submit" loading={form.busy}>
          {t('signIn.submit')}
        </Button>
        <Link to="/forgot-password" className={styles.aside}>
          {t('signIn.forgot')}
        </Link>
      </form>
      <DemoAccounts
        onPick={(email) => {
          form.set({ email });
          password.current?.focus();
        }}
      />
    </FormPage>
  );
}

/** Only on a hub with demo data: which people one can be. */
function DemoAccounts({ onPick }: { onPick(email: string): void }) {
  const { demoAccounts } = useMe().hub;
  if (demoAccounts.length === 0) return null;
  return (
    <section className={styles.demo} aria-labelledby="demo-accounts">
      <h2 id="demo-accounts">{t('signIn.demo')}</h2>
      <p>{t('signIn.demoHint')}</p>
      <ul>
        {demoAccounts.map(({ email, name }) => (
          <li key={email}>
            <button
              type="button"
              className={styles.pick}
              onClick={() => onPick(email)}
              aria-label={t('signIn.demoUse', { name })}
            >
              {name}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
