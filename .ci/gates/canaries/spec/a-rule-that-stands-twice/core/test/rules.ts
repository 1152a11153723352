export const title = '[ROOM-1] holds';
