import { useEffect } from 'react';
import { useRoom } from '../session/room-context.ts';
import { useStore } from '../session/store.ts';
import { usePeers } from '../session/use-room-session.ts';
import { useBoard } from './board-context.ts';

/**
 * Looks where the followed person looks, for as long as both are in the same drawing. Apart from the canvas, which would
 * be rendered with every movement of everybody.
 */
export function FollowSight() {
  const { session, view } = useRoom();
  const { board, documentId } = useBoard();
  const following = useStore(view, (state) => state.following);
  const peers = usePeers(session);
  const theirs = peers.filter((peer) => peer.person.userId === following && peer.state.doc === documentId);
  const newest = following === null ? undefined : theirs.toSorted((one, other) => other.movedAt - one.movedAt)[0];
  const viewport = newest?.state.viewport;
  const sight = viewport !== undefined && 'width' in viewport ? viewport : null;
  const key = JSON.stringify(sight);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` says when they have moved
  useEffect(() => board.follow(sight), [board, key]);
  return null;
}
