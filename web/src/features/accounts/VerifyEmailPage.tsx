import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { api, queryClient } from '../../app/hub.ts';
import { meQuery } from '../../app/session.ts';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { FormPage } from '../../kit/FormPage.tsx';
import { hasCode } from '../../kit/hub-error.ts';
import { t } from '../../kit/messages/language.ts';

const route = getRouteApi('/pages/verify-email');

export function VerifyEmailPage() {
  const { token = '' } = route.useSearch();
  // A query and not a mutation: the link works once, and React may render this twice.
  const confirmed = useQuery({
    queryKey: ['verify-email', token],
    queryFn: async () => {
      await api.accounts.verifyEmail.mutate({ token });
      void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
      return true;
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

  if (confirmed.isPending)
    return (
      <FormPage title={t('verify.title')} text={t('verify.working')}>
        {null}
      </FormPage>
    );
  if (confirmed.isError && !hasCode(confirmed.error, 'bad_token', 'invalid_input', 'not_found')) {
    return (
      <FormPage title={t('verify.title')}>
        <ErrorPanel error={confirmed.error} onRetry={() => void confirmed.refetch()} />
      </FormPage>
    );
  }
  const failed = confirmed.isError;
  return (
    <FormPage
      title={failed ? t('verify.failed') : t('verify.done')}
      text={failed ? t('verify.failedWhat') : t('verify.doneWhat')}
    >
      <div>
        {failed ? (
          <Button renderRoot={(props) => <Link to="/account" {...props} />}>{t('profile.title')}</Button>
        ) : (
          <Button renderRoot={(props) => <Link to="/" {...props} />}>{t('action.goHome')}</Button>
        )}
      </div>
    </FormPage>
  );
}
