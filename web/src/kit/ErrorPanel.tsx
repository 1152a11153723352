import { Button } from '@mantine/core';
import { shownError } from './hub-error.ts';
import { t } from './messages/language.ts';
import { Notice } from './Notice.tsx';

interface ErrorPanelProps {
  error: unknown;
  title?: string;
  /** Offered when the same call may work later. */
  onRetry?: () => void;
}

/** Instead of what could not be shown: what happened, why, and what to do. */
export function ErrorPanel({ error, title, onRetry }: ErrorPanelProps) {
  const shown = shownError(error);
  return (
    <Notice
      tone="error"
      title={title ?? t('error.title')}
      text={shown.text}
      action={
        onRetry !== undefined &&
        shown.retryable && (
          <Button variant="default" onClick={onRetry}>
            {t('action.tryAgain')}
          </Button>
        )
      }
    />
  );
}
