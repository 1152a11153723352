import type { Release, ReleaseFile } from '@draftroom/core/schema/designs';
import { lazy, Suspense, useState } from 'react';
import { t } from '../../../kit/messages/language.ts';
import { CameraLink } from '../viewers/model/camera-link.ts';
import { ReleaseViewer } from '../viewers/ReleaseViewer.tsx';
import { viewerOf } from '../viewers/viewer-of.ts';
import styles from './compare.module.css';
import type { ComparedFile } from './compared-files.ts';
import { PictureCompare } from './PictureCompare.tsx';

const ModelView = lazy(async () => ({ default: (await import('../viewers/model/ModelView.tsx')).ModelView }));
const CodeCompare = lazy(async () => ({ default: (await import('./CodeCompare.tsx')).CodeCompare }));

interface ComparedPairProps {
  file: ComparedFile;
  before: Release;
  after: Release;
}

/** One file in both releases, in the way that its kind is compared best. */
export function ComparedPair({ file, before, after }: ComparedPairProps) {
  const both = file.before !== null && file.after !== null;
  if (!both || file.change === 'same') {
    const [only, release] = file.after === null ? [file.before, before] : [file.after, after];
    return only === null ? null : (
      <Side caption={t(captionOf(file), { seq: release.seq })} file={only} release={release} />
    );
  }
  const [old, now] = [file.before as ReleaseFile, file.after as ReleaseFile];
  switch (viewerOf(now)) {
    case 'text':
      return (
        <Suspense fallback={<div className={styles.room} />}>
          <CodeCompare before={old} after={now} seqs={[before.seq, after.seq]} />
        </Suspense>
      );
    case 'picture':
      return <PictureCompare before={old} after={now} seqs={[before.seq, after.seq]} />;
    case 'model':
      return (
        <ModelPair
          sides={[
            { file: old, release: before },
            { file: now, release: after },
          ]}
        />
      );
    default:
      return (
        <div className={styles.pair}>
          <Side caption={t('designPage.release', { seq: before.seq })} file={old} release={before} />
          <Side caption={t('designPage.release', { seq: after.seq })} file={now} release={after} />
        </div>
      );
  }
}

function captionOf({ change }: ComparedFile) {
  if (change === 'added') return 'designPage.onlyAfter';
  return change === 'removed' ? 'designPage.onlyBefore' : 'designPage.inBoth';
}

interface SideProps {
  caption: string;
  file: ReleaseFile;
  release: Release;
}

function Side({ caption, file, release }: SideProps) {
  return (
    <figure className={styles.side}>
      <figcaption>{caption}</figcaption>
      <ReleaseViewer file={file} files={release.files} pins={noPins} onPin={nothing} />
    </figure>
  );
}

/** Both models from the same side: turning one turns the other. */
function ModelPair({ sides }: { sides: readonly Omit<SideProps, 'caption'>[] }) {
  const [link] = useState(() => new CameraLink());
  return (
    <div className={styles.pair}>
      {sides.map(({ file, release }) => (
        <figure className={styles.side} key={release.id}>
          <figcaption>{t('designPage.release', { seq: release.seq })}</figcaption>
          <Suspense fallback={<div className={styles.room} />}>
            <ModelView file={file} files={release.files} pins={noPins} onPin={nothing} link={link} />
          </Suspense>
        </figure>
      ))}
    </div>
  );
}

const noPins = [] as const;
const nothing = (): void => undefined;
