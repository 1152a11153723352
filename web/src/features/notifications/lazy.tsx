/** The bell for bars; it loads with its texts after what it stands in. */
import { lazy, Suspense } from 'react';
import { loadMessages } from '../../kit/messages/language.ts';

const LazyBell = lazy(async () => {
  const [{ NotificationBell }] = await Promise.all([import('./NotificationBell.tsx'), loadMessages('notifications')]);
  return { default: NotificationBell };
});

export function NotificationBell() {
  return (
    <Suspense fallback={null}>
      <LazyBell />
    </Suspense>
  );
}
