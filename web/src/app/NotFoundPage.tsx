import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { t } from '../kit/messages/language.ts';
import { usePageTitle } from '../kit/page.ts';
import { MessagePage } from './MessagePage.tsx';

export function NotFoundPage() {
  usePageTitle(t('error.notFound'));
  return (
    <MessagePage
      title={t('error.notFound')}
      text={t('error.notFoundWhy')}
      action={<Button renderRoot={(props) => <Link to="/" {...props} />}>{t('action.goHome')}</Button>}
    />
  );
}
