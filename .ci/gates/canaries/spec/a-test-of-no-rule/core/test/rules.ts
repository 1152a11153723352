export const title = '[ROOM-1] [ROOM-2] holds';
