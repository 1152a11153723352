import { Skeleton, SkeletonLine } from '../../kit/Skeleton.tsx';
import styles from './design.module.css';

export function DesignSkeleton() {
  return (
    <div className={styles.page}>
      <Skeleton>
        <div className={styles.skeleton}>
          <SkeletonLine width="min(420px, 70%)" height={28} />
          <SkeletonLine width="min(260px, 50%)" height={20} />
          <SkeletonLine height={480} />
          <SkeletonLine width="62%" />
          <SkeletonLine width="48%" />
        </div>
      </Skeleton>
    </div>
  );
}
