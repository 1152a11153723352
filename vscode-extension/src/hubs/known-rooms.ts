/** Which hub a room is on: its address names the room only, and rooms of several hubs may be open. */
import { l10n, type Memento } from 'vscode';
import { ShownError } from '../command.ts';
import { hubName, sameHub } from './hub-address.ts';

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

  /** A hub may call a room of its own by any id: one that is known on another hub stays there. */
  requireHub(roomId: string, hub: string): void {
    const known = this.find(roomId);
    if (known === null || sameHub(known.hub, hub)) return;
    throw new ShownError(
      l10n.t(
        '{0} says that this room is there, but you know it on {1}. It was not opened.',
        hubName(hub),
        hubName(known.hub),
      ),
    );
  }

  /** Rejects when the room is known on another hub. */
  async remember(roomId: string, room: KnownRoom): Promise<void> {
    this.requireHub(roomId, room.hub);
    const { [roomId]: _before, ...others } = this.#read();
    // The newest last; the oldest are forgotten first.
    const rooms = [...Object.entries(others), [roomId, room] as const].slice(-kept);
    await this.#memory.update(key, Object.fromEntries(rooms));
  }

  #read(): Record<string, KnownRoom> {
    return this.#memory.get<Record<string, KnownRoom>>(key, {});
  }
}
