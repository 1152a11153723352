import { useQueryClient } from '@tanstack/react-query';
import { t } from '../../kit/messages/language.ts';
import { act } from '../session/act.ts';
import { useRoom } from '../session/room-context.ts';
import { roomKeys } from '../session/room-queries.ts';

/** What the screen knows of the room is asked for anew. */
export function useRenewRoom(): () => Promise<void> {
  const { room } = useRoom();
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: roomKeys.facts(room.id) });
}

/** Archives the room, or brings it back. */
export function useArchive(): () => Promise<boolean> {
  const { hub, room } = useRoom();
  const renew = useRenewRoom();
  const { rooms } = hub.trpc;
  const archived = room.archivedAt !== null;
  return () =>
    act(
      () => (archived ? rooms.unarchive : rooms.archive).mutate({ roomId: room.id }).then(renew),
      archived
        ? { text: t('room.unarchived') }
        : { text: t('room.archivedDone'), undo: () => rooms.unarchive.mutate({ roomId: room.id }).then(renew) },
    );
}
