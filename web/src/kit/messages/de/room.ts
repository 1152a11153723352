import type { Translation } from '../message.ts';

export const roomMessages: Translation<'room'> = {
  'room.title': 'Raum',
  'room.loading': 'Der Raum wird geöffnet',
};
