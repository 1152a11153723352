import { accountMessages } from './de/accounts.ts';
import { commonMessages } from './de/common.ts';
import { hubMessages } from './de/errors.ts';
import { reasonMessages } from './de/reasons.ts';
import { roomListMessages } from './de/rooms.ts';
import type { Message, Translation } from './message.ts';

const translated: Translation<'main'> = { ...commonMessages, ...accountMessages, ...roomListMessages };

export const messages: Readonly<Record<string, Message>> = { ...translated, ...hubMessages, ...reasonMessages };
