import { t } from '../../kit/messages/language.ts';
import { Skeleton, SkeletonLine } from '../../kit/Skeleton.tsx';
import styles from './room.module.css';

/** The room's layout before its contents. */
export function RoomSkeleton() {
  return (
    <main
      className={styles.room}
      id="content"
      data-full-screen
      data-left="true"
      data-right="true"
      aria-label={t('room.loading')}
    >
      <div className={styles.header}>
        <h1 className={styles.roomName}>{t('room.loading')}</h1>
      </div>
      <div className={styles.body}>
        <div className={styles.left}>
          <Skeleton>
            <div className={styles.skeletonLines}>
              {['56%', '72%', '40%', '64%'].map((width) => (
                <SkeletonLine key={width} width={width} />
              ))}
            </div>
          </Skeleton>
        </div>
        <div className={styles.middle} />
        <div className={styles.right} />
      </div>
      <div className={styles.status} />
    </main>
  );
}
