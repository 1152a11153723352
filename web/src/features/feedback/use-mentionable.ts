import type { RoomPerson } from '@draftroom/core/schema/rooms';
import { useQuery } from '@tanstack/react-query';
import { trpc } from '../../app/hub.ts';
import { useMe } from '../../app/session.ts';

/** Whom a comment on this design can name. */
export function useMentionable(designId: string): readonly RoomPerson[] {
  const { user } = useMe();
  const people = useQuery(
    trpc.comments.onDesigns.mentionable.queryOptions({ designId }, { enabled: user !== null, staleTime: 60_000 }),
  );
  return people.data?.items ?? [];
}
