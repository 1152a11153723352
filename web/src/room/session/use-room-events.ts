import type { HubClient } from '@draftroom/core/client/hub-client';
import type { RoomEvent, RoomEventType } from '@draftroom/core/schema/events';
import { type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { addMessage, type ChatData, changeMessage, removeMessage } from '../chat/chat-pages.ts';
import { takeThreadEvent } from '../comments/take-thread-event.ts';
import { roomKeys } from './room-queries.ts';

/** Keeps everything that the room screen has loaded in step with the room. */
export function useRoomEvents(hub: HubClient, room: { id: string; myId: string | null }, onGone: () => void): void {
  const { id: roomId, myId } = room;
  const queries = useQueryClient();
  useEffect(() => {
    const subscription = hub.trpc.rooms.events.subscribe(
      { roomId },
      { onData: ({ data }) => takeEvent(queries, { roomId, myId }, data, onGone) },
    );
    return () => subscription.unsubscribe();
  }, [hub, queries, roomId, myId, onGone]);
}

const renews: { readonly [Type in RoomEventType]?: readonly (keyof typeof roomKeys)[] } = {
  ready: ['all'],
  reload: ['all'],
  'member.changed': ['members', 'facts'],
  'member.removed': ['members', 'facts'],
  'room.changed': ['facts'],
  'document.created': ['tree'],
  'document.moved': ['tree', 'threads'],
  'document.removed': ['tree', 'removed', 'threads', 'singleThreads', 'threadCounts'],
  'document.restored': ['tree', 'removed', 'threads', 'singleThreads', 'threadCounts'],
  'file.created': ['tree'],
  'file.moved': ['tree'],
  'file.removed': ['tree', 'removed'],
  'file.restored': ['tree', 'removed'],
  'request.created': ['requests', 'facts'],
  'request.decided': ['requests', 'facts'],
};

function takeEvent(
  queries: QueryClient,
  { roomId, myId }: { roomId: string; myId: string | null },
  event: RoomEvent,
  onGone: () => void,
): void {
  const chat = (change: (data: ChatData) => ChatData): void => {
    const queryKey = roomKeys.chat(roomId);
    queries.setQueryData<ChatData>(queryKey, (data) => (data === undefined ? data : change(data)));
    // An answer that is under way may be older than the event.
    if (queries.isFetching({ queryKey }) > 0) void queries.invalidateQueries({ queryKey });
  };
  switch (event.type) {
    case 'message.sent':
      chat((data) => addMessage(data, event.payload.message));
      return;
    case 'message.edited':
      chat((data) => changeMessage(data, event.payload.message));
      return;
    case 'message.removed':
      chat((data) => removeMessage(data, event.payload.messageId));
      return;
    case 'version.created':
    case 'version.changed':
    case 'version.removed':
      void queries.invalidateQueries({ queryKey: roomKeys.versions(roomId, event.payload.documentId) });
      return;
    case 'thread.created':
    case 'thread.changed':
    case 'thread.removed':
    case 'comment.added':
    case 'comment.edited':
    case 'comment.removed':
      takeThreadEvent(queries, { roomId, myId }, event);
      return;
    case 'room.removed':
      onGone();
      return;
    default:
      for (const name of renews[event.type] ?? []) {
        const key = roomKeys[name] as (roomId: string) => QueryKey;
        void queries.invalidateQueries({ queryKey: key(roomId) });
      }
  }
}
