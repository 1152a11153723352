import type { Peer } from '@draftroom/core/client/presence';
import { useEffect } from 'react';
import { useRoom } from './room-context.ts';
import { openTab } from './room-view.ts';
import { useStore } from './store.ts';
import { usePeers } from './use-room-session.ts';

/** The followed person's newest window; opens the document they are in. */
export function useFollowed(): Peer | null {
  const { session, view } = useRoom();
  const following = useStore(view, (state) => state.following);
  const peers = usePeers(session);
  const theirs = peers.filter((peer) => following !== null && peer.person.userId === following);
  const peer = theirs.toSorted((left, right) => right.movedAt - left.movedAt)[0] ?? null;
  const doc = peer?.state.doc;

  useEffect(() => {
    session.presence.set({ follows: following ?? undefined });
  }, [session, following]);

  useEffect(() => {
    if (following !== null && doc !== undefined && view.get().active !== doc) openTab(view, doc);
  }, [view, following, doc]);
  return peer;
}
