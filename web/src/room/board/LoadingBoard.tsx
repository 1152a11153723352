import { Skeleton, SkeletonLine } from '../../kit/Skeleton.tsx';
import styles from './board.module.css';

/** The tools above an empty sheet, as they will stand. */
export function LoadingBoard() {
  return (
    <Skeleton>
      <div className={styles.loading}>
        <SkeletonLine width="min(28rem, 80%)" />
      </div>
    </Skeleton>
  );
}
