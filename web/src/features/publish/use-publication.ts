/** The state of the page that publishes: what was filled in, the files on their way, and the publishing itself. */
import { defaultLicence } from '@draftroom/core/contract/licences';
import type { Published } from '@draftroom/core/schema/designs';
import { useRouter } from '@tanstack/react-router';
import { type FormEvent, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { api, queryClient, trpc } from '../../app/hub.ts';
import { type ShownError, shownError } from '../../kit/hub-error.ts';
import { t } from '../../kit/messages/language.ts';
import { showToast, undoTime } from '../../kit/toasts.ts';
import {
  changed,
  firstLicence,
  isUnderWay,
  type PublishValues,
  parentsOf,
  publishInput,
  releaseInput,
  unready,
} from './publish-input.ts';
import type { PublishSource } from './publish-source.ts';
import { UploadList } from './upload-list.ts';
import { previewName, sendToHub } from './upload-wire.ts';
import { namesOf } from './upload-words.ts';
import { useAskBeforeLeaving } from './use-ask-before-leaving.ts';
import { usePicture } from './use-picture.ts';

export type Publication = ReturnType<typeof usePublication>;

export function usePublication({ room, design, origin }: PublishSource) {
  const router = useRouter();
  const [first] = useState<PublishValues>(() => ({
    title: room?.name ?? '',
    description: '',
    tags: [],
    licence: design?.licence ?? firstLicence(origin, defaultLicence),
    visibility: 'public',
    rubricId: null,
    notes: '',
  }));
  const [values, setValues] = useState(first);
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set());
  const [withFiles, setWithFiles] = useState(true);
  const list = useUploadList();
  const uploads = useSyncExternalStore(list.subscribe, list.entries);
  const picture = usePicture();
  const [error, setError] = useState<ShownError | null>(null);
  const [busy, setBusy] = useState(false);
  const running = useRef(false);

  const documents = room?.tree.documents ?? [];
  const contents = {
    roomId: room?.id,
    documentIds: documents.map(({ id }) => id),
    fileCount: room?.tree.files.length ?? 0,
    without,
    withFiles,
    uploads,
    previewUploadId: picture.uploadId,
  };
  const madeFrom = parentsOf(design, origin, contents);
  const isTouched = changed(first, values, contents) || picture.choice !== null;
  useAskBeforeLeaving(uploads.some(({ state }) => isUnderWay(state)) ? 'files' : isTouched ? 'words' : null);

  async function publish(): Promise<void> {
    setError(null);
    setBusy(true);
    running.current = true;
    try {
      const published =
        design === null
          ? await api.designs.publish.mutate(publishInput(values, contents))
          : await api.designs.addRelease.mutate(releaseInput(design.id, values, contents));
      tellSkipped(published.skipped);
      await queryClient.invalidateQueries({ queryKey: trpc.designs.pathKey() });
      await router.navigate({ href: `/designs/${published.id}`, ignoreBlocker: true });
    } catch (thrown) {
      setError(shownError(thrown));
    } finally {
      running.current = false;
      setBusy(false);
    }
  }

  return {
    values,
    set: (change: Partial<PublishValues>) => setValues((before) => ({ ...before, ...change })),
    without,
    setWithout,
    withFiles,
    setWithFiles,
    list,
    uploads,
    picture,
    /** Drawings that are part of it, for their pictures. */
    drawings: documents.filter(({ id, kind }) => kind === 'drawing' && !without.has(id)),
    error,
    busy,
    madeFrom,
    reason: unready(values, contents, { isRelease: design !== null, madeFrom }),
    onSubmit: (event: FormEvent) => {
      event.preventDefault();
      if (!running.current) void publish();
    },
  };
}

/** What only the hub knew when it looked at the files of the room. */
function tellSkipped(skipped: Published['skipped']): void {
  if (skipped.length === 0) return;
  const text = t('publish.roomSkipped', { count: skipped.length, names: namesOf(skipped) });
  showToast({ text, stays: undoTime });
}

/** As long as the page is there; files that came with an earlier visit are in it again. */
function useUploadList(): UploadList {
  const list = useMemo(
    () => new UploadList({ send: sendToHub, cancel: (uploadId) => api.uploads.cancel.mutate({ uploadId }) }),
    [],
  );
  useEffect(() => {
    // What cannot be listed is merely not offered again.
    api.uploads.list.query().then(
      ({ items }) => list.restore(items.filter(({ name }) => name !== previewName)),
      () => undefined,
    );
    return () => list.dispose();
  }, [list]);
  return list;
}
