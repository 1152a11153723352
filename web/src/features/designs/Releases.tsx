import type { Design } from '@draftroom/core/schema/designs';
import { Link } from '@tanstack/react-router';
import { t } from '../../kit/messages/language.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import styles from './design.module.css';

interface ReleasesProps {
  design: Design;
  shown: number;
  /** The newest one is asked for, also where the address stays the same. */
  onNewest(): void;
}

/** All releases, the newest first, each to look at and to compare with the one that is shown. */
export function Releases({ design, shown, onNewest }: ReleasesProps) {
  if (design.releases.length < 2) return null;
  const newest = design.release.seq;
  return (
    <section className={styles.releases} aria-labelledby="releases">
      <h2 id="releases">{t('designPage.releases')}</h2>
      <ol>
        {design.releases.map((release) => (
          <li key={release.id} aria-current={release.seq === shown ? 'true' : undefined}>
            <Link
              to="/designs/$designId"
              params={{ designId: design.id }}
              search={release.seq === newest ? {} : { r: release.seq }}
              onClick={release.seq === newest ? onNewest : undefined}
            >
              {t('designPage.release', { seq: release.seq })}
            </Link>
            <RelativeTime at={release.createdAt} />
            {release.seq !== shown && (
              <Link
                className={styles.compareLink}
                to="/designs/$designId"
                params={{ designId: design.id }}
                search={{ ...(shown === newest ? {} : { r: shown }), compare: release.seq }}
                aria-label={t('designPage.compareWith', { seq: release.seq, shown })}
              >
                {t('designPage.compare')}
              </Link>
            )}
            {release.notes !== '' && <p>{release.notes}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
