/** Which hub a room is on: its address names the room only, and rooms of several hubs may be open. */
import type { Memento } from 'vscode';

const key = 'rooms';
const kept = 500;

export interface KnownRoom {
  readonly hub: string;
  readonly name: string;
}

export class KnownRooms {
  readonly #memory: Memento;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  find(roomId: string): KnownRoom | null {
    const rooms = this.#read();
    return Object.hasOwn(rooms, roomId) ? (rooms[roomId] ?? null) : null;
  }

  async remember(roomId: string, room: KnownRoom): Promise<void> {
    const { [roomId]: _before, ...others } = this.#read();
    // The newest last; the oldest are forgotten first.
    const rooms = [...Object.entries(others), [roomId, room] as const].slice(-kept);
    await this.#memory.update(key, Object.fromEntries(rooms));
  }

  #read(): Record<string, KnownRoom> {
    return this.#memory.get<Record<string, KnownRoom>>(key, {});
  }
}
