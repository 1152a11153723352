import type { RoomRole } from '@draftroom/drizzle/enums';

/** A position in a text: base 64 of an encoded `Y.RelativePosition`. */
export interface TextSelection {
  anchor: string;
  head: string;
}

/** What a client says of itself, never stored. Who it is comes from the hub (`Person`), never from here. */
export interface PresenceState {
  /** The document that this client looks at. */
  doc?: string;
  selection?: TextSelection;
  pointer?: { x: number; y: number };
  /** What is in sight: for texts the first and last line. */
  viewport?: { x: number; y: number; width: number; height: number } | { first: number; last: number };
  camera?: readonly number[];
  tool?: string;
  /** Writing a chat message. */
  typing?: boolean;
  drawing?: boolean;
  /** What of a drawing is in hand, as it differs from the document. Shown while it lasts, never stored. */
  dragged?: readonly object[];
  /** The user whose view this client follows. */
  follows?: string;
}

/** One connection in a room. A person with two windows has two entries with the same `userId`. */
export interface Person {
  clientId: number;
  /** Null for a signed-out reader of a public room. */
  userId: string | null;
  name: string;
  /** One of the twelve `personColours`. */
  colour: string;
  avatarId: string | null;
  /** Null for somebody who reads without being a member. */
  role: RoomRole | null;
  /** Set by the hub for a client that is connected to one document only. */
  doc?: string;
}

/** Sent whole at the start (`all`), then as changes. */
export interface PeopleMessage {
  all?: true;
  set: Person[];
  /** Client ids that have left. */
  gone: number[];
}

/** A cursor fades when it has not moved for this long, in milliseconds. */
export const cursorFade = 10_000;
export const presenceInterval = 50;
