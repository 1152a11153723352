/** What happens to the person elsewhere: rooms they were let into, requests decided, sign-ins ended. */
import type { UserEvent } from '@draftroom/core/schema/events';
import type { AnyRouter } from '@tanstack/react-router';
import { label, t } from '../kit/messages/language.ts';
import { showToast } from '../kit/toasts.ts';
import { queryClient, trpc } from './hub.ts';
import { hub } from './hub-client.ts';
import { meQuery } from './session.ts';

export function followUserEvents(router: AnyRouter): () => void {
  const subscription = hub.trpc.events.mine.subscribe(
    {},
    {
      onData: ({ data }) => {
        reloadWhatChanged(data, router);
        const news = newsOf(data);
        if (news !== null) say(news, router);
      },
      // The link itself tries again after a cut; what ends it is a refusal, such as that of an ended session.
      onError: () => void reloadWhoIAm(router),
    },
  );
  return () => subscription.unsubscribe();
}

function reloadWhatChanged(event: UserEvent, router: AnyRouter): void {
  if (event.type === 'ready') {
    // What was told after the page had asked and before this stream stood came to nobody.
    void queryClient.invalidateQueries({ queryKey: trpc.notifications.pathKey() });
    return;
  }
  if (event.type === 'session.revoked') {
    void queryClient.invalidateQueries({ queryKey: trpc.accounts.sessions.list.queryKey() });
    void reloadWhoIAm(router);
    return;
  }
  if (event.type === 'statement.added' || event.type === 'statement.changed' || event.type === 'reload') {
    void queryClient.invalidateQueries({ queryKey: trpc.statements.pathKey() });
  }
  const told = event.type.startsWith('notification.');
  // They say that there is something, never what: what may be seen now is asked anew.
  if (told || event.type === 'reload') {
    void queryClient.invalidateQueries({ queryKey: trpc.notifications.pathKey() });
  }
  if (told) return;
  void queryClient.invalidateQueries({ queryKey: trpc.rooms.list.pathKey() });
  void queryClient.invalidateQueries({ queryKey: trpc.rooms.byCode.pathKey() });
}

/** Somebody who is not signed in any more sees nothing that was loaded for them: pages ask anew and are refused. */
async function reloadWhoIAm(router: AnyRouter): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
  if (queryClient.getQueryData(meQuery.queryKey)?.user === null) {
    const own = JSON.stringify(meQuery.queryKey);
    await queryClient.resetQueries({ predicate: ({ queryKey }) => JSON.stringify(queryKey) !== own });
  }
  await router.invalidate();
}

interface News {
  text: string;
  roomId?: string;
  /** Where in the room, as its address says it. */
  place?: { doc: string; thread: string };
}

function newsOf(event: UserEvent): News | null {
  switch (event.type) {
    case 'room.added': {
      const { roomId, name, role, by } = event.payload;
      const byMe = by === queryClient.getQueryData(meQuery.queryKey)?.user?.id;
      return byMe ? null : { text: t('event.added', { room: name, role: label(`role.${role}`) }), roomId };
    }
    case 'room.left':
      return event.payload.reason === 'removed' ? { text: t('event.removed', { room: event.payload.name }) } : null;
    case 'request.decided': {
      // Who was let in hears of the room itself.
      const { roomName, approved } = event.payload;
      return approved ? null : { text: t('event.declined', { room: roomName }) };
    }
    case 'mention': {
      const { roomId, roomName, from, excerpt } = event.payload;
      // Removed while I was away.
      if (excerpt === '') return null;
      return { text: t('event.mention', { name: from.name, room: roomName, excerpt }), roomId };
    }
    case 'comment.mention': {
      const { roomId, from, path, excerpt, documentId, threadId } = event.payload;
      if (excerpt === '') return null;
      const text = t('event.commentMention', { name: from.name, path, excerpt });
      return { text, roomId, place: { doc: documentId, thread: threadId } };
    }
    default:
      return null;
  }
}

function say({ text, roomId, place }: News, router: AnyRouter): void {
  if (roomId === undefined) {
    showToast({ text });
    return;
  }
  // In the room itself people see it happen.
  if (router.state.location.pathname.startsWith(`/rooms/${roomId}`)) return;
  const open = () =>
    void router.navigate({
      to: '/rooms/$roomId',
      params: { roomId },
      ...(place === undefined ? {} : { search: place }),
    });
  showToast({ text, action: { label: t('event.open'), run: open } });
}
