import type { CreateRoom, RoomTemplate } from '@draftroom/core/schema/rooms';
import { useNavigate } from '@tanstack/react-router';
import { api, queryClient, trpc } from '../../app/hub.ts';

export const templates: readonly RoomTemplate[] = ['typescript', 'web', 'python', 'empty'];

type NewRoom = Pick<CreateRoom, 'name'> & Partial<CreateRoom>;

/** Makes a room and goes into it. */
export function useCreateRoom(): (room: NewRoom) => Promise<void> {
  const navigate = useNavigate();
  return async (room) => {
    const { id } = await api.rooms.create.mutate(room);
    void queryClient.invalidateQueries({ queryKey: trpc.rooms.list.pathKey() });
    await navigate({ to: '/rooms/$roomId', params: { roomId: id } });
  };
}
