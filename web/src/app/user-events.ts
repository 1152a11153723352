/** What happens to the person elsewhere: rooms they were let into, requests decided, sign-ins ended. */

import { label, t } from '../kit/messages/language.ts';
import { showToast } from '../kit/toasts.ts';
import { hub, queryClient, trpc } from './hub.ts';
import { router } from './router.tsx';
import { meQuery } from './session.ts';

export function followUserEvents(): () => void {
  const subscription = hub.trpc.events.mine.subscribe({}, { onData: ({ data }) => onEvent(data), onError: () => {} });
  return () => subscription.unsubscribe();
}

type UserEvent = Parameters<NonNullable<Parameters<typeof hub.trpc.events.mine.subscribe>[1]['onData']>>[0]['data'];

function onEvent(event: UserEvent): void {
  switch (event.type) {
    case 'ready':
      return;
    case 'reload':
      return reloadRooms();
    case 'room.added': {
      reloadRooms();
      const mine = queryClient.getQueryData(meQuery.queryKey)?.user?.id;
      if (event.payload.by === mine) return;
      const { roomId, name, role } = event.payload;
      return say(t('event.added', { room: name, role: label(`role.${role}`) }), roomId);
    }
    case 'room.left':
      reloadRooms();
      if (event.payload.reason === 'removed') say(t('event.removed', { room: event.payload.name }));
      return;
    case 'request.decided': {
      reloadRooms();
      const { roomId, roomName, approved } = event.payload;
      if (approved) return say(t('event.approved', { room: roomName }), roomId);
      return say(t('event.declined', { room: roomName }));
    }
    case 'mention': {
      reloadRooms();
      const { roomId, roomName, from, excerpt } = event.payload;
      return say(t('event.mention', { name: from.name, room: roomName, excerpt }), roomId);
    }
    case 'session.revoked':
      void queryClient.invalidateQueries({ queryKey: trpc.accounts.sessions.list.queryKey() });
      void queryClient.invalidateQueries({ queryKey: meQuery.queryKey }).then(() => router.invalidate());
  }
}

function say(text: string, roomId?: string): void {
  // In the room itself people see it happen.
  if (roomId !== undefined && router.state.location.pathname.startsWith(`/rooms/${roomId}`)) return;
  const open = () => void router.navigate({ to: '/rooms/$roomId', params: { roomId: roomId ?? '' } });
  showToast({ text, ...(roomId === undefined ? {} : { action: { label: t('event.open'), run: open } }) });
}

function reloadRooms(): void {
  void queryClient.invalidateQueries({ queryKey: trpc.rooms.list.pathKey() });
  void queryClient.invalidateQueries({ queryKey: trpc.rooms.byCode.pathKey() });
}
