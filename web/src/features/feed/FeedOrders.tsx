import { Link, useNavigate } from '@tanstack/react-router';
import { label, t } from '../../kit/messages/language.ts';
import styles from './FeedPage.module.css';
import { type FeedPlace, orders, personal, type Window, windows } from './feed-place.ts';

/** The orders as links, which keep the filter. */
export function FeedOrders({ place, signedIn }: { place: FeedPlace; signedIn: boolean }) {
  const navigate = useNavigate({ from: '/explore' });
  const offered = orders.filter((order) => signedIn || !personal(order) || order === place.order);
  return (
    <div className={styles.orders}>
      <nav className={styles.tabs} aria-label={t('explore.orders')}>
        {offered.map((order) => (
          <Link
            key={order}
            to="/explore"
            search={(old) => ({ ...old, order: order === 'hot' ? undefined : order, window: undefined })}
            className={styles.tab}
            activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
            aria-current={order === place.order ? 'page' : undefined}
          >
            {label(`order.${order}`)}
          </Link>
        ))}
      </nav>
      {place.order === 'top' && (
        <select
          className={styles.window}
          aria-label={t('explore.window')}
          value={place.window}
          onChange={(event) => {
            const window = event.currentTarget.value as Window;
            void navigate({ search: (old) => ({ ...old, window: window === 'week' ? undefined : window }) });
          }}
        >
          {windows.map((window) => (
            <option key={window} value={window}>
              {label(`window.${window}`)}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
