/** The presence of all open rooms as one thing to listen to. */
import type { OpenRoom } from '../rooms/open-room.ts';
import type { OpenRooms } from '../rooms/open-rooms.ts';
import { Signal } from '../rooms/signal.ts';

export class PresenceFeed {
  /** Somebody came, went, or moved. */
  readonly changed = new Signal<OpenRoom>();
  /** Connection or saved state. */
  readonly stateChanged = new Signal<OpenRoom>();
  readonly rooms: OpenRooms;
  readonly #stops: (() => void)[];

  constructor(rooms: OpenRooms) {
    this.rooms = rooms;
    this.#stops = [
      rooms.opened.listen((room) => {
        room.session.presence.on('changed', () => this.changed.tell(room));
        room.session.on('saved', () => this.stateChanged.tell(room));
        room.session.connection.on('state', () => this.stateChanged.tell(room));
        room.facts.roomChanged.listen(() => this.stateChanged.tell(room));
        room.facts.treeChanged.listen(() => this.changed.tell(room));
        this.changed.tell(room);
        this.stateChanged.tell(room);
      }),
      rooms.closed.listen((room) => {
        queueMicrotask(() => {
          this.changed.tell(room);
          this.stateChanged.tell(room);
        });
      }),
    ];
  }

  dispose(): void {
    for (const stop of this.#stops) stop();
    this.changed.clear();
    this.stateChanged.clear();
  }
}
