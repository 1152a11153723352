/** Everybody who is in a room at this moment, once each, whatever the number of their windows. Pure. */
import type { Peer, RoomPresence } from '@draftroom/core/client/presence';
import type { Person } from '@draftroom/core/contract/presence';

export interface PersonHere {
  /** The same for all windows of one person. */
  readonly key: string;
  readonly person: Person;
  readonly isMe: boolean;
  /** The document that their newest window shows. */
  readonly documentId: string | null;
  readonly followsMe: boolean;
}

function personKey(person: Person): string {
  return person.userId ?? `guest-${person.clientId}`;
}

/** One's own entry first, the others by name. */
export function peopleHere(presence: Pick<RoomPresence, 'me' | 'own' | 'peers'>): PersonHere[] {
  const { me, own, peers } = presence;
  const mine = me === null ? null : personKey(me);
  const newest = new Map<string, Peer>();
  for (const peer of peers) {
    const key = personKey(peer.person);
    const known = newest.get(key);
    if (known === undefined || peer.movedAt > known.movedAt) newest.set(key, peer);
  }
  const others = [...newest].filter(([key]) => key !== mine);
  const people = others.map(([key, { person, state }]) => ({
    key,
    person,
    isMe: false,
    documentId: state.doc ?? null,
    followsMe: me?.userId != null && state.follows === me.userId,
  }));
  people.sort((left, right) => left.person.name.localeCompare(right.person.name));
  if (me === null) return people;
  const myself = { key: mine ?? '', person: me, isMe: true, documentId: own.doc ?? null, followsMe: false };
  return [myself, ...people];
}

/** One or two letters that stand for a name. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const [first = ''] = words;
  const last = words.length > 1 ? (words.at(-1) ?? '') : '';
  const letter = (word: string) => [...word][0] ?? '';
  return `${letter(first)}${letter(last)}`.toUpperCase();
}
