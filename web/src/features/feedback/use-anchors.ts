import {
  type FileContent,
  fileOfAnchor,
  type ResolvedAnchor,
  resolveDesignAnchor,
} from '@draftroom/core/model/design-anchors/resolve-anchor';
import type { DesignThread } from '@draftroom/core/schema/comments';
import type { Release, ReleaseFile } from '@draftroom/core/schema/designs';
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { readContent } from './read-content.ts';

/** Where the threads are in the release that is shown. A thread is missing while its file is still being read. */
export function useAnchors(threads: readonly DesignThread[], release: Release): ReadonlyMap<string, ResolvedAnchor> {
  const { files } = release;
  const changed = useMemo(() => changedFiles(threads, files), [threads, files]);
  const contents = useQueries({
    queries: changed.map((file) => ({
      queryKey: ['anchored-content', file.assetId],
      queryFn: ({ signal }: { signal: AbortSignal }) => readContent(file, signal),
      staleTime: Number.POSITIVE_INFINITY,
      // Whole files, read for once: nothing is gained by comparing them.
      structuralSharing: false,
    })),
  });
  const settled = contents.map(({ dataUpdatedAt, isPending }) => (isPending ? '' : dataUpdatedAt)).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the results are new objects at each render; `settled` says when they say something new
  return useMemo(() => {
    const known = new Map(changed.map(({ assetId }, index) => [assetId, contents[index]]));
    const places = new Map<string, ResolvedAnchor>();
    for (const { id, anchor } of threads) {
      const found = anchor === null ? null : fileOfAnchor(anchor, files);
      if (anchor === null || (found !== null && !found.same && known.get(found.file.assetId)?.isPending !== false))
        continue;
      const content: FileContent | null = known.get(found?.file.assetId ?? '')?.data ?? null;
      places.set(
        id,
        resolveDesignAnchor(anchor, files, () => content),
      );
    }
    return places;
  }, [threads, files, changed, settled]);
}

/** Those that have to be read: a thread is in them, and they say something else than when it was begun. */
function changedFiles(threads: readonly DesignThread[], files: readonly ReleaseFile[]): ReleaseFile[] {
  const changed = new Map<string, ReleaseFile>();
  for (const { anchor } of threads) {
    const found = anchor === null ? null : fileOfAnchor(anchor, files);
    if (found !== null && !found.same) changed.set(found.file.assetId, found.file);
  }
  return [...changed.values()];
}
