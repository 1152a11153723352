import type { ReleaseFile } from '@draftroom/core/schema/designs';
import { useQuery } from '@tanstack/react-query';
import { fetchText } from './fetch-text.ts';

/** The text of a file; what is stored under an asset's hash never changes. */
export function useReleaseText({ assetId, url }: Pick<ReleaseFile, 'assetId' | 'url'>) {
  return useQuery({
    queryKey: ['release-text', assetId],
    queryFn: ({ signal }) => fetchText(url, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
