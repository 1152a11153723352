import { useEffect, useState, useSyncExternalStore } from 'react';
import { currentLocale, t } from '../kit/messages/language.ts';
import { shortTime } from '../kit/time.ts';
import { showToast } from '../kit/toasts.ts';
import styles from './ConnectionBanner.module.css';
import { currentConnectivity, onConnectivity } from './connectivity.ts';
import { queryClient } from './hub.ts';
import { meQuery } from './session.ts';

/** Says why nothing moves. Rooms have their own mark and hide this one. */
export function ConnectionBanner() {
  const { state, answeredAt } = useSyncExternalStore(onConnectivity, currentConnectivity);
  const [wasAway, setWasAway] = useState(false);
  useEffect(() => {
    if (state !== 'online') {
      setWasAway(true);
      const timer = setInterval(() => void queryClient.fetchQuery({ ...meQuery, staleTime: 0 }).catch(() => {}), 5_000);
      return () => clearInterval(timer);
    }
    if (wasAway) {
      setWasAway(false);
      showToast({ text: t('app.backOnline') });
      void queryClient.invalidateQueries();
    }
  }, [state, wasAway]);

  return (
    <div role="status" data-connection-banner>
      {state !== 'online' && (
        <p className={styles.banner}>
          {state === 'offline'
            ? t('app.offline', { when: shortTime(answeredAt, currentLocale()) })
            : t('app.unreachable')}
        </p>
      )}
    </div>
  );
}
