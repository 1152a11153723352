import type { Notification } from '@draftroom/core/schema/notifications';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { shownError } from '../../kit/hub-error.ts';
import { t } from '../../kit/messages/language.ts';
import { showToast } from '../../kit/toasts.ts';
import { markRead } from './notification-queries.ts';

/** Up to the newest that stands here: what came in the meantime stays unread. */
export function MarkAllRead({ items }: { items: readonly Notification[] }) {
  const [busy, setBusy] = useState(false);
  const newest = items[0];
  if (newest === undefined || items.every(({ read }) => read)) return null;
  const mark = async () => {
    setBusy(true);
    try {
      await markRead(newest.id, true);
    } catch (error) {
      showToast({ text: shownError(error).text, tone: 'error' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button variant="subtle" size="compact-sm" loading={busy} onClick={() => void mark()}>
      {t('told.markAll')}
    </Button>
  );
}
