import type { ReleaseFile } from '@draftroom/core/schema/designs';
import { lazy, Suspense } from 'react';
import { loadMessages, t } from '../../../kit/messages/language.ts';
import { PictureView } from './PictureView.tsx';
import type { ViewerProps } from './viewer.ts';
import { viewerOf } from './viewer-of.ts';
import styles from './viewers.module.css';

const ModelView = lazy(async () => ({ default: (await import('./model/ModelView.tsx')).ModelView }));
const CodeView = lazy(async () => ({ default: (await import('./code/CodeView.tsx')).CodeView }));
const DrawingView = lazy(async () => {
  // What elements are called stands with the texts of boards.
  const [{ DrawingView }] = await Promise.all([import('./drawing/DrawingView.tsx'), loadMessages('room')]);
  return { default: DrawingView };
});

/** A file of a release in the viewer for its kind; what nothing can show is offered as it is. */
export function ReleaseViewer(props: ViewerProps) {
  return (
    <Suspense
      fallback={
        <div className={styles.waiting} role="status">
          {t('list.loading')}
        </div>
      }
    >
      <Chosen key={props.file.assetId} {...props} />
    </Suspense>
  );
}

function Chosen(props: ViewerProps) {
  switch (viewerOf(props.file)) {
    case 'model':
      return <ModelView {...props} />;
    case 'drawing':
      return <DrawingView {...props} />;
    case 'picture':
      return <PictureView {...props} />;
    case 'text':
      return <CodeView {...props} />;
    default:
      return <Unshown file={props.file} />;
  }
}

function Unshown({ file }: { file: ReleaseFile }) {
  return (
    <div className={styles.waiting}>
      <p>{t('viewer.unshown')}</p>
      <a href={file.url} download={file.path.split('/').at(-1)}>
        {t('viewer.download', { name: file.path })}
      </a>
    </div>
  );
}
