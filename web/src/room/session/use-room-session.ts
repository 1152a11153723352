import type { HubClient } from '@draftroom/core/client/hub-client';
import { openIndexedDbStore } from '@draftroom/core/client/indexeddb-store';
import { createMemoryStore } from '@draftroom/core/client/local-store';
import type { Peer } from '@draftroom/core/client/presence';
import type { ConnectionState } from '@draftroom/core/client/room-connection';
import { RoomSession } from '@draftroom/core/client/room-session';
import type { SavedState } from '@draftroom/core/client/saved-state';
import type { Person } from '@draftroom/core/contract/presence';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';

/** Opens the room's socket and this machine's store; null until the store is known. */
export function useRoomSession(hub: HubClient, roomId: string, userId: string | null): RoomSession | null {
  const [session, setSession] = useState<RoomSession | null>(null);
  useEffect(() => {
    let opened: RoomSession | null = null;
    let left = false;
    const open = async (): Promise<void> => {
      // A private window may refuse storage, and a reader without an account has none of their own.
      const stored = userId === null ? null : await openIndexedDbStore({ hub: hub.hub, userId }).catch(() => null);
      if (left) return;
      opened = new RoomSession({
        hub: hub.hub,
        roomId,
        store: stored ?? createMemoryStore(),
        ticket: userId === null ? async () => null : () => hub.ticket(),
        postUpdate: (documentId, update) => hub.postUpdate(documentId, update),
      });
      setSession(opened);
    };
    void open();
    return () => {
      left = true;
      setSession(null);
      void opened?.dispose();
    };
  }, [hub, roomId, userId]);
  return session;
}

/** Presence gives fresh lists at every call; they are read once per change. */
function usePresenceRead<Read>(session: RoomSession, read: () => Read): Read {
  const [version, subscribe] = useMemo(() => {
    let count = 0;
    const listen = (listener: () => void) => {
      const heard = (): void => {
        count += 1;
        listener();
      };
      session.presence.on('changed', heard);
      return () => session.presence.off('changed', heard);
    };
    return [() => count, listen] as const;
  }, [session]);
  const current = useSyncExternalStore(subscribe, version);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `current` says when to read anew
  return useMemo(read, [session, current]);
}

export function usePeers(session: RoomSession): Peer[] {
  return usePresenceRead(session, () => session.presence.peers);
}

export interface PersonHere extends Person {
  /** Documents that their windows show. */
  docs: string[];
  isMe: boolean;
  typing: boolean;
}

/** Everybody in the room, once each, whatever the number of their windows. */
export function usePeopleHere(session: RoomSession): PersonHere[] {
  return usePresenceRead(session, () => {
    const mine = session.presence.me;
    const people = new Map<string, PersonHere>();
    const add = (person: Person, doc: string | undefined, typing: boolean): void => {
      const key = person.userId ?? `guest-${person.clientId}`;
      const known = people.get(key);
      const isMe = person.clientId === mine?.clientId || (person.userId !== null && person.userId === mine?.userId);
      const entry = known ?? { ...person, docs: [], isMe, typing: false };
      if (doc !== undefined && !entry.docs.includes(doc)) entry.docs.push(doc);
      entry.typing ||= typing;
      people.set(key, entry);
    };
    if (mine !== null) add(mine, session.presence.own.doc, false);
    for (const { person, state } of session.presence.peers) add(person, state.doc, state.typing === true);
    return [...people.values()];
  });
}

export function useFollowers(session: RoomSession): Person[] {
  return usePresenceRead(session, () => session.presence.followers);
}

export function useConnection(session: RoomSession): ConnectionState {
  return useSyncExternalStore(
    (listener) => {
      session.connection.on('state', listener);
      return () => session.connection.off('state', listener);
    },
    () => session.connection.state,
  );
}

/** The saved mark of the whole room, as one string while nothing has changed. */
export function useSaved(session: RoomSession): SavedState {
  const key = useSyncExternalStore(
    (listener) => {
      session.on('saved', listener);
      return () => session.off('saved', listener);
    },
    () => savedKey(session.saved),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` says when to read anew
  return useMemo(() => session.saved, [session, key]);
}

function savedKey(saved: SavedState): string {
  if (saved.state === 'offline') return `offline ${saved.changes}`;
  if (saved.state !== 'notSaved') return saved.state;
  return `notSaved ${saved.code} ${saved.draft?.id ?? ''} ${saved.draft?.before?.length ?? ''}`;
}
