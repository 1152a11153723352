import type { Design, Release } from '@draftroom/core/schema/designs';
import { useQueries } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { trpc } from '../../../app/hub.ts';
import { ErrorPanel } from '../../../kit/ErrorPanel.tsx';
import { label, t } from '../../../kit/messages/language.ts';
import { Skeleton, SkeletonLine } from '../../../kit/Skeleton.tsx';
import { ComparedPair } from './ComparedPair.tsx';
import styles from './compare.module.css';
import { type ComparedFile, countChanges, inOrder, shownChange } from './compared-files.ts';

interface CompareReleasesProps {
  design: Design;
  /** The other release, and the one that is looked at. */
  from: number;
  to: number;
  path: string | undefined;
}

const route = getRouteApi('/pages/designs/$designId');

/** Two releases beside each other, file by file: the older one first, whichever was asked for. */
export function CompareReleases({ design, from, to, path }: CompareReleasesProps) {
  const [older, newer] = [Math.min(from, to), Math.max(from, to)];
  const designId = design.id;
  const [diff, before, after] = useQueries({
    queries: [
      trpc.designs.diff.queryOptions({ designId, from: older, to: newer }),
      trpc.designs.release.queryOptions({ designId, seq: older }),
      trpc.designs.release.queryOptions({ designId, seq: newer }),
    ],
  });
  const files = useMemo(() => inOrder(diff.data?.files ?? []), [diff.data]);
  const failed = [diff, before, after].find((query) => query.isError);
  return (
    <section className={styles.compare} aria-labelledby="compare">
      <header>
        <h2 id="compare">{t('designPage.compareTitle', { from: older, to: newer })}</h2>
        {diff.data !== undefined && <p>{countWords(files)}</p>}
        <Link to="/designs/$designId" params={{ designId }} search={to === design.release.seq ? {} : { r: to }}>
          {t('designPage.compareClose')}
        </Link>
      </header>
      {failed !== undefined && <ErrorPanel error={failed.error} onRetry={() => void failed.refetch()} />}
      {diff.data === undefined || before.data === undefined || after.data === undefined ? (
        failed === undefined && (
          <Skeleton>
            <SkeletonLine height={420} />
          </Skeleton>
        )
      ) : (
        <Compared files={files} path={path} before={before.data} after={after.data} />
      )}
    </section>
  );
}

interface ComparedProps {
  files: readonly ComparedFile[];
  path: string | undefined;
  before: Release;
  after: Release;
}

function Compared({ files, path, before, after }: ComparedProps) {
  const navigate = route.useNavigate();
  const shown = shownChange(files, path);
  return (
    <>
      <nav className={styles.files} aria-label={t('designPage.comparedFiles')}>
        <ul>
          {files.map((file) => (
            <li key={file.path}>
              <button
                type="button"
                data-change={file.change}
                aria-current={file.path === shown?.path ? 'true' : undefined}
                onClick={() =>
                  void navigate({
                    search: (given) => ({ ...given, file: file.path }),
                    replace: true,
                    resetScroll: false,
                  })
                }
              >
                <bdi>{file.path}</bdi>
                <span>{label(`designPage.change.${file.change}`)}</span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      {shown === null ? (
        <p>{t('designPage.compareNothing')}</p>
      ) : (
        <ComparedPair key={shown.path} file={shown} before={before} after={after} />
      )}
    </>
  );
}

function countWords(files: readonly ComparedFile[]): string {
  const { added, removed, changed } = countChanges(files);
  if (added + removed + changed === 0) return t('designPage.compareSame');
  const parts = [
    changed > 0 && t('designPage.changedCount', { count: changed }),
    added > 0 && t('designPage.addedCount', { count: added }),
    removed > 0 && t('designPage.removedCount', { count: removed }),
  ];
  return parts.filter((part) => part !== false).join(', ');
}
