import { Button, TextInput } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { api } from '../../app/hub.ts';
import { becomeUser } from '../../app/session.ts';
import { FormError } from '../../kit/FormError.tsx';
import { FormPage } from '../../kit/FormPage.tsx';
import { t } from '../../kit/messages/language.ts';
import { showToast } from '../../kit/toasts.ts';
import { useForm } from '../../kit/use-form.ts';
import { NewPassword } from './NewPassword.tsx';
import { ProviderButtons } from './ProviderButtons.tsx';
import { passwordProblem } from './password-rules.ts';

const route = getRouteApi('/pages/sign-up');

export function SignUpPage() {
  const { next } = route.useSearch();
  const navigate = useNavigate();
  const form = useForm({
    initial: { name: '', email: '', password: '' },
    check: ({ name, email, password }) => {
      const problem = passwordProblem(password, { name, email });
      return {
        ...(name.trim() === '' ? { name: t('error.required') } : {}),
        ...(email.trim() === '' ? { email: t('error.required') } : {}),
        ...(problem === undefined ? {} : { password: problem }),
      };
    },
    submit: async (values) => {
      const { user } = await api.accounts.signUp.mutate({ ...values, via: 'cookie', client: 'web' });
      await becomeUser(user);
      showToast({ text: t('signUp.welcome', { name: user.name }) });
      await navigate({ href: next ?? '/home' });
    },
  });

  return (
    <FormPage
      title={t('signUp.title')}
      below={
        <>
          {t('signUp.have')}{' '}
          <Link to="/sign-in" search={{ next }}>
            {t('signIn.title')}
          </Link>
        </>
      }
    >
      <ProviderButtons next={next} />
      <form onSubmit={form.onSubmit} noValidate>
        <TextInput
          {...form.field('name')}
          label={t('account.name')}
          description={t('account.nameHint')}
          autoComplete="name"
          maxLength={80}
        />
        <TextInput
          {...form.field('email')}
          type="email"
          label={t('account.email')}
          autoComplete="email"
          inputMode="email"
        />
        <NewPassword {...form.field('password')} label={t('account.password')} person={form.values} />
        <FormError error={form.error} />
        <Button type="submit" loading={form.busy}>
          {t('signUp.submit')}
        </Button>
      </form>
    </FormPage>
  );
}
