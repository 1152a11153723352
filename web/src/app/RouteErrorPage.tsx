import { Button } from '@mantine/core';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { hasCode, shownError } from '../kit/hub-error.ts';
import { t } from '../kit/messages/language.ts';
import { usePageTitle } from '../kit/page.ts';
import { queryClient } from './hub.ts';
import { MessagePage } from './MessagePage.tsx';
import { NotFoundPage } from './NotFoundPage.tsx';

/** A page that failed: the hub said no, did not answer, was updated meanwhile, or the page itself broke. */
export function RouteErrorPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const unreachable = shownError(error).code === 'unreachable' && !isProgramError(error);
  const tryAgain = useCallback(() => {
    queryClient.removeQueries({ predicate: (query) => query.state.status === 'error' });
    void router.invalidate().finally(reset);
  }, [router, reset]);
  useEffect(() => {
    if (!unreachable) return;
    window.addEventListener('online', tryAgain);
    return () => window.removeEventListener('online', tryAgain);
  }, [unreachable, tryAgain]);
  if (hasCode(error, 'not_found')) return <NotFoundPage />;
  if (isMissingChunk(error) && navigator.onLine) {
    const reload = <Button onClick={() => location.reload()}>{t('action.reload')}</Button>;
    return <Titled title={t('error.newVersion')} text={t('error.newVersionWhy')} action={reload} />;
  }
  const again = <Button onClick={tryAgain}>{t('action.tryAgain')}</Button>;
  if (isProgramError(error) && !isMissingChunk(error)) {
    return (
      <Titled title={t('error.page')} text={t('error.pageWhy')} action={again}>
        <details>
          <summary>{t('error.details')}</summary>
          <pre>{String(error)}</pre>
        </details>
      </Titled>
    );
  }
  return <Titled title={t('error.title')} text={shownError(error).text} action={again} />;
}

function Titled(props: Parameters<typeof MessagePage>[0]) {
  usePageTitle(props.title);
  return <MessagePage {...props} />;
}

/** After an update of the hub the old page asks for files that are gone. */
function isMissingChunk(error: unknown): boolean {
  return (
    error instanceof TypeError && /dynamically imported module|module script|importing a module/i.test(error.message)
  );
}

/** Neither an answer of the hub nor a missing one. */
function isProgramError(error: unknown): boolean {
  const shown = shownError(error);
  return shown.code === 'unreachable' && (error as { name?: string }).name !== 'TRPCClientError';
}
