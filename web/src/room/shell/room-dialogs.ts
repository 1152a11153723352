/** Dialogs over the room; one at a time. */
export type RoomDialog = 'invite' | 'settings' | 'removed' | 'rename' | 'handOver' | 'leave';
