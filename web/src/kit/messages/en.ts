/**
 * The source of truth of every text that people read, in English. A text is a sentence with `{names}`, or a set of plural
 * forms chosen by `count`. `de.ts` is the same in German; both are checked against each other.
 */
import { accountMessages } from './en/accounts.ts';
import { commonMessages } from './en/common.ts';
import { roomListMessages } from './en/rooms.ts';

export const messages = { ...commonMessages, ...accountMessages, ...roomListMessages } as const;
