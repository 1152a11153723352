/** The chat of one room: what is loaded, kept up to date by the room's events, and what this person does in it. */
import { toHubClientError } from '@draftroom/core/client/hub-client-error';
import { plainMessage } from '@draftroom/core/contract/mentions';
import type { RoomEvent } from '@draftroom/core/schema/events';
import type { ChatMessage, Room, RoomMember } from '@draftroom/core/schema/rooms';
import { type Disposable, EventEmitter } from 'vscode';
import { hubMessage } from '../hubs/hub-message.ts';
import type { RoomHub } from '../rooms/hub-access.ts';
import type { Signal } from '../rooms/signal.ts';
import { unreadIn, withMessages, withRemoved } from './message-list.ts';

export interface RoomChatDeps {
  readonly roomId: string;
  /** Its client is another one after a new sign-in. */
  readonly hub: RoomHub;
  /** Of the open room, which goes on with another session of the same person, and says `ready` then. */
  readonly events: Pick<Signal<RoomEvent>, 'listen'>;
  /** Somebody else's new message that names this person. */
  onNamed(from: string, excerpt: string): void;
  /** The hub knows what was read. */
  onRead(): void;
  onProblem(error: unknown): void;
}

export class RoomChat implements Disposable {
  readonly #deps: RoomChatDeps;
  readonly #changed = new EventEmitter<void>();
  #stop: (() => void) | null = null;
  #disposed = false;
  status: 'loading' | 'ready' | 'failed' = 'loading';
  problem: string | null = null;
  messages: readonly ChatMessage[] = [];
  members: readonly RoomMember[] = [];
  room: Room | null = null;
  readId: string | null = null;
  #older: string | null = null;
  readonly onDidChange = this.#changed.event;

  constructor(deps: RoomChatDeps) {
    this.#deps = deps;
  }

  get userId(): string | null {
    return this.#deps.hub.userId;
  }

  get hasOlder(): boolean {
    return this.#older !== null;
  }

  get unread(): number {
    return this.room?.role == null ? 0 : unreadIn(this.messages, this.readId, this.userId);
  }

  /** Listens first: what arrives while the list is being loaded is not missed. */
  start(): void {
    this.#stop = this.#deps.events.listen((event) => this.#take(event));
    void this.load();
  }

  async load(): Promise<void> {
    const { roomId, hub } = this.#deps;
    const { rooms } = hub.client.trpc;
    try {
      const [room, page] = await Promise.all([rooms.get.query({ roomId }), rooms.chat.list.query({ roomId })]);
      const members = room.role === null ? [] : (await rooms.members.list.query({ roomId })).items;
      if (this.#disposed) return;
      this.room = room;
      this.members = members;
      this.messages = withMessages(this.messages, page.items);
      // An answer may be older than what was read since: the mark only moves forward.
      if ((page.readMessageId ?? '') > (this.readId ?? '')) this.readId = page.readMessageId;
      this.#older = page.nextCursor;
      this.status = 'ready';
      this.problem = null;
    } catch (error) {
      if (this.#disposed) return;
      this.#deps.onProblem(error);
      this.status = this.status === 'ready' ? 'ready' : 'failed';
      this.problem = hubMessage(toHubClientError(error));
    }
    this.#changed.fire();
  }

  async loadOlder(): Promise<void> {
    const before = this.#older;
    if (before === null) return;
    const { roomId, hub } = this.#deps;
    const page = await hub.client.trpc.rooms.chat.list.query({ roomId, before });
    if (this.#disposed || this.#older !== before) return;
    this.messages = withMessages(this.messages, page.items);
    this.#older = page.nextCursor;
    this.#changed.fire();
  }

  async send(text: string): Promise<void> {
    const { roomId, hub } = this.#deps;
    this.#add(await hub.client.trpc.rooms.chat.send.mutate({ roomId, text }));
  }

  async edit(messageId: string, text: string): Promise<void> {
    this.#add(await this.#deps.hub.client.trpc.rooms.chat.edit.mutate({ messageId, text }));
  }

  async remove(messageId: string): Promise<void> {
    await this.#deps.hub.client.trpc.rooms.chat.remove.mutate({ messageId });
    this.messages = withRemoved(this.messages, messageId);
    this.#changed.fire();
  }

  /** What is in front of somebody's eyes is read. */
  markRead(): void {
    const messageId = this.messages.at(-1)?.id;
    if (messageId === undefined || this.room?.role == null || messageId <= (this.readId ?? '')) return;
    this.readId = messageId;
    this.#changed.fire();
    const { roomId, hub, onRead, onProblem } = this.#deps;
    hub.client.trpc.rooms.chat.markRead.mutate({ roomId, messageId }).then(onRead).catch(onProblem);
  }

  dispose(): void {
    this.#disposed = true;
    this.#stop?.();
    this.#changed.dispose();
  }

  #add(message: ChatMessage): void {
    if (this.#disposed) return;
    this.messages = withMessages(this.messages, [message]);
    this.#changed.fire();
  }

  #take(event: RoomEvent): void {
    switch (event.type) {
      case 'ready':
      case 'reload':
      case 'room.changed':
      case 'member.changed':
      case 'member.removed':
        void this.load();
        return;
      case 'message.sent':
        this.#add(event.payload.message);
        this.#tellIfNamed(event.payload.message);
        return;
      case 'message.edited':
        this.#add(event.payload.message);
        return;
      case 'message.removed':
        this.messages = withRemoved(this.messages, event.payload.messageId);
        this.#changed.fire();
    }
  }

  #tellIfNamed({ author, mentions, text }: ChatMessage): void {
    if (this.userId === null || author === null || author.userId === this.userId) return;
    if (mentions.includes(this.userId)) this.#deps.onNamed(author.name, plainMessage(text, 120));
  }
}
