/**
 * What the room screen says. It loads with that screen (`loadMessages('room')` in its route), so it costs the first page
 * nothing. Same form as the other parts; `../de/room.ts` has to have every key.
 */
export const roomMessages = {
  'room.title': 'Room',
  'room.loading': 'Opening the room',
} as const;
