import type { Version } from '@draftroom/core/schema/documents';
import { useQuery } from '@tanstack/react-query';
import { label } from '../../kit/messages/language.ts';
import { useRoom } from '../session/room-context.ts';

/** What a version says, which never changes. */
export function useVersionContent({ id }: Version) {
  const { hub } = useRoom();
  return useQuery({
    queryKey: ['version', id],
    queryFn: () => hub.trpc.documents.versions.content.query({ versionId: id }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function titleOf({ name, kind }: Version): string {
  return name ?? label(`room.version.${kind}`);
}
