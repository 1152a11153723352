import type { Command } from '../command.ts';
import { findInRoom } from './find-in-room.ts';
import { goToDocument } from './go-to-document.ts';
import type { RoomTexts } from './room-texts.ts';

export function findCommands(texts: RoomTexts): readonly Command[] {
  return [findInRoom(texts), goToDocument(texts)];
}
