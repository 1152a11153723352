import type { Version } from '@draftroom/core/schema/documents';
import { useQueryClient } from '@tanstack/react-query';
import { t } from '../../kit/messages/language.ts';
import { act } from '../session/act.ts';
import { useRoom } from '../session/room-context.ts';
import { roomKeys } from '../session/room-queries.ts';
import { stateBefore } from './line-changes.ts';

/** The state before is put aside by the hub, so a restore is taken back by restoring that. */
export function useRestore({ id, documentId }: Version): () => Promise<boolean> {
  const { hub, room } = useRoom();
  const queries = useQueryClient();
  const { versions } = hub.trpc.documents;
  const renew = () => queries.invalidateQueries({ queryKey: roomKeys.versions(room.id, documentId) });
  return async () => {
    let seq = 0;
    const work = async (): Promise<void> => {
      ({ seq } = await versions.restore.mutate({ versionId: id }));
      await renew();
    };
    const undo = async (): Promise<void> => {
      const before = stateBefore((await versions.list.query({ documentId })).items, seq);
      if (before !== null) await versions.restore.mutate({ versionId: before });
      await renew();
    };
    return await act(work, { text: t('room.versionRestored'), undo });
  };
}
