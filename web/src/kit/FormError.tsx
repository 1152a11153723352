import styles from './FormError.module.css';
import type { ShownError } from './hub-error.ts';

/** What belongs to no single field, above the button. */
export function FormError({ error }: { error: ShownError | null }) {
  return (
    <div role="alert" className={styles.region}>
      {error !== null && <p className={styles.error}>{error.text}</p>}
    </div>
  );
}
