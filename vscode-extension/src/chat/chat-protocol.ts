/** What the chat and its page say to each other. The page knows nothing that it was not told here. */
import type { NamedPerson } from '../written-mentions.ts';

export interface ShownMessage {
  readonly id: string;
  readonly author: { readonly userId: string; readonly name: string; readonly colour: string } | null;
  readonly parts: readonly MessagePart[];
  /** As it is stored, to edit it. */
  readonly text: string;
  readonly time: string;
  readonly fullTime: string;
  readonly edited: boolean;
  readonly removed: boolean;
  readonly namesMe: boolean;
  readonly canEdit: boolean;
  readonly canRemove: boolean;
  /** Set on the first message of a day. */
  readonly day: string | null;
  /** The same person went on within a few minutes: shown without a head. */
  readonly continues: boolean;
  readonly firstUnread: boolean;
}

export type MessagePart = { readonly text: string } | { readonly mention: string };

export interface ChatState {
  readonly type: 'state';
  /** Null before there is one. */
  readonly roomId: string | null;
  readonly room: string;
  readonly status: 'loading' | 'ready' | 'failed';
  readonly problem: string | null;
  readonly messages: readonly ShownMessage[];
  readonly hasOlder: boolean;
  readonly members: readonly NamedPerson[];
  /** Null when this person may write; else why not. */
  readonly cannotWrite: string | null;
  readonly typing: string;
  /** Which message was taken last, by the mark that its page gave it: a page that was hidden then asks what to keep. */
  readonly sent: string | null;
}

/** A message was taken: what was written may go. */
export interface ChatSent {
  readonly type: 'sent';
}

/** It was not: what was written stays, with the reason. */
export interface ChatRefused {
  readonly type: 'refused';
  readonly problem: string;
}

export type ToPage = ChatState | ChatSent | ChatRefused;

export type FromPage =
  | { readonly type: 'shown' }
  | { readonly type: 'send'; readonly text: string; readonly token: string }
  | { readonly type: 'edit'; readonly id: string; readonly text: string }
  | { readonly type: 'remove'; readonly id: string }
  | { readonly type: 'older' }
  | { readonly type: 'retry' }
  | { readonly type: 'typing'; readonly on: boolean };

/** Words of the page, in the editor's language. */
export interface PageWords {
  readonly empty: string;
  readonly emptyWhat: string;
  readonly older: string;
  readonly loading: string;
  readonly retry: string;
  readonly write: string;
  readonly send: string;
  readonly save: string;
  readonly cancel: string;
  readonly edit: string;
  readonly remove: string;
  readonly removed: string;
  readonly edited: string;
  readonly unread: string;
  readonly someoneGone: string;
  readonly messages: string;
}

/** A page can only be trusted as far as its messages have the right shape. */
export function readFromPage(value: unknown): FromPage | null {
  if (typeof value !== 'object' || value === null) return null;
  const { type, text, id, on, token } = value as Record<string, unknown>;
  if (type === 'shown' || type === 'older' || type === 'retry') return { type };
  if (type === 'send' && typeof text === 'string' && typeof token === 'string') return { type, text, token };
  if (type === 'edit' && typeof text === 'string' && typeof id === 'string') return { type, id, text };
  if (type === 'remove' && typeof id === 'string') return { type, id };
  if (type === 'typing' && typeof on === 'boolean') return { type, on };
  return null;
}
