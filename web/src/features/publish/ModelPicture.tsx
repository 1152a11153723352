import type { ReleaseFile, UploadFile } from '@draftroom/core/schema/designs';
import { Button } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { lazy, Suspense, useRef } from 'react';
import { trpc } from '../../app/hub.ts';
import { loadMessages, t } from '../../kit/messages/language.ts';
import type { ModelHandle } from '../designs/viewers/model/ModelView.tsx';
import styles from './publish.module.css';
import type { UploadEntry } from './upload-list.ts';
import type { Picture } from './use-picture.ts';

const ModelView = lazy(async () => {
  const [{ ModelView: view }] = await Promise.all([
    import('../designs/viewers/model/ModelView.tsx'),
    loadMessages('designPage'),
  ]);
  return { default: view };
});

interface ModelPictureProps {
  entries: readonly UploadEntry[];
  picture: Picture;
}

/** The first model among the files, to be turned until it looks right; its picture is what is seen then. */
export function ModelPicture({ entries, picture }: ModelPictureProps) {
  const view = useRef<ModelHandle>(null);
  const files = useUploadedFiles(entries);
  const file = files.find(({ kind }) => kind === 'model');
  if (file === undefined) return null;
  const take = async () => (await view.current?.capture()) ?? Promise.reject(new Error('nothing is shown'));
  return (
    <div className={styles.model}>
      <h3>{t('publish.pictureView', { name: file.path })}</h3>
      <div className={styles.modelView}>
        <Suspense>
          <ModelView ref={view} file={file} files={files} pins={noPins} onPin={() => undefined} />
        </Suspense>
      </div>
      <Button variant="default" onClick={() => picture.choose(`model ${file.path}`, take)}>
        {t('publish.pictureTake')}
      </Button>
    </div>
  );
}

const noPins: readonly never[] = [];

/** All of them as they will stand in the release: a model finds its textures among them, in a zip or beside it. */
function useUploadedFiles(entries: readonly UploadEntry[]): readonly ReleaseFile[] {
  const ids = entries.flatMap(({ state, upload }) => (state === 'ready' && upload !== null ? [upload.id] : []));
  return useQueries({
    queries: ids.map((uploadId) =>
      trpc.uploads.files.queryOptions({ uploadId }, { staleTime: Number.POSITIVE_INFINITY }),
    ),
    combine: combined,
  });
}

function combined(results: readonly { data: { items: readonly UploadFile[] } | undefined }[]) {
  return results.flatMap(({ data }) =>
    (data?.items ?? []).map((file): ReleaseFile => ({ ...file, assetId: file.url, documentId: null, picture: null })),
  );
}
