import { Button } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { api, queryClient } from '../../app/hub.ts';
import { meQuery } from '../../app/session.ts';
import { FormError } from '../../kit/FormError.tsx';
import { FormPage } from '../../kit/FormPage.tsx';
import { t } from '../../kit/messages/language.ts';
import { showToast } from '../../kit/toasts.ts';
import { useForm } from '../../kit/use-form.ts';
import { NewPassword } from './NewPassword.tsx';
import { passwordProblem } from './password-rules.ts';

const route = getRouteApi('/pages/reset-password');

export function ResetPasswordPage() {
  const { token } = route.useSearch();
  const newLink = <Link to="/forgot-password">{t('reset.newLink')}</Link>;
  if (token === undefined) {
    return (
      <FormPage title={t('reset.noToken')} text={t('reset.noTokenWhat')}>
        {newLink}
      </FormPage>
    );
  }
  return (
    <FormPage title={t('reset.title')} below={newLink}>
      <ResetForm token={token} />
    </FormPage>
  );
}

function ResetForm({ token }: { token: string }) {
  const navigate = useNavigate();
  const form = useForm({
    initial: { password: '' },
    check: ({ password }) => {
      const problem = passwordProblem(password, {});
      return problem === undefined ? {} : { password: problem };
    },
    submit: async ({ password }) => {
      await api.accounts.resetPassword.mutate({ token, password });
      showToast({ text: t('reset.done'), stays: 10_000 });
      await queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
      await navigate({ to: '/sign-in' });
    },
  });
  return (
    <form onSubmit={form.onSubmit} noValidate>
      <NewPassword {...form.field('password')} label={t('profile.next')} person={{}} />
      <FormError error={form.error} />
      <Button type="submit" loading={form.busy}>
        {t('reset.submit')}
      </Button>
    </form>
  );
}
