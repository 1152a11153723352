/** The threads of one open room: what is loaded, kept in step by the room's events, and what this person does to them. */

import type { ThreadEvent } from '@draftroom/core/client/seen-thread';
import type { TextAnchor } from '@draftroom/core/contract/anchor';
import type { SeenThread } from '@draftroom/core/schema/comments';
import type { RoomEvent } from '@draftroom/core/schema/events';
import type { RoomMember } from '@draftroom/core/schema/rooms';
import type { OpenRoom } from '../rooms/open-room.ts';
import { Signal } from '../rooms/signal.ts';
import { afterThreadEvent, isThreadEvent, type ThreadList, withKnown, withSeen, withThread } from './thread-list.ts';

const page = 100;
/** Pages of a room that are loaded, newest threads first: more than anybody reads. */
const mostPages = 10;

/** After these the list may be another one. */
const reloading: ReadonlySet<RoomEvent['type']> = new Set<RoomEvent['type']>([
  'ready',
  'reload',
  'document.restored',
  'member.changed',
  'member.removed',
]);

export class RoomThreads {
  readonly changed = new Signal<void>();
  readonly room: OpenRoom;
  readonly #onProblem: (error: unknown) => void;
  readonly #stop: () => void;
  #list: ThreadList = new Map();
  #members: readonly RoomMember[] = [];
  readonly #asked = new Set<string>();
  #loading: Promise<void> | null = null;
  #again = false;
  #disposed = false;

  constructor(room: OpenRoom, onProblem: (error: unknown) => void) {
    this.room = room;
    this.#onProblem = onProblem;
    this.#stop = room.facts.events.listen((event) => this.#heard(event));
    this.load();
  }

  get all(): SeenThread[] {
    return [...this.#list.values()];
  }

  /** Whom a comment can name. */
  get members(): readonly RoomMember[] {
    return this.#members;
  }

  of(threadId: string): SeenThread | null {
    return this.#list.get(threadId) ?? null;
  }

  /** What happens while an answer is under way may not be in it: then it is asked for once more. */
  load(): void {
    this.#again = true;
    this.#loading ??= this.#load()
      .catch(this.#onProblem)
      .finally(() => {
        this.#loading = null;
      });
  }

  /** A list carries the first and the newest comments of a thread; here come all of them, asked for once. */
  complete(threadId: string): void {
    if (this.#asked.has(threadId)) return;
    this.#asked.add(threadId);
    this.#fetch(threadId);
  }

  async begin(anchor: TextAnchor, text: string): Promise<SeenThread> {
    const thread = await this.#threads.create.mutate({ roomId: this.room.roomId, anchor, text });
    this.#set(withThread(this.#list, thread));
    return thread;
  }

  async reply(threadId: string, text: string): Promise<void> {
    const comment = await this.#comments.create.mutate({ threadId, text });
    this.#take({ type: 'comment.added', payload: { ...this.#placeOf(threadId), comment } });
  }

  async edit(threadId: string, commentId: string, text: string): Promise<void> {
    const comment = await this.#comments.edit.mutate({ commentId, text });
    this.#take({ type: 'comment.edited', payload: { ...this.#placeOf(threadId), comment } });
  }

  async remove(threadId: string, commentId: string): Promise<void> {
    const { threadRemoved } = await this.#comments.remove.mutate({ commentId });
    const place = this.#placeOf(threadId);
    if (threadRemoved) this.#take({ type: 'thread.removed', payload: place });
    else this.#take({ type: 'comment.removed', payload: { ...place, commentId } });
  }

  async resolve(threadId: string): Promise<void> {
    this.#set(withThread(this.#list, await this.#threads.resolve.mutate({ threadId })));
  }

  async reopen(threadId: string): Promise<void> {
    this.#set(withThread(this.#list, await this.#threads.reopen.mutate({ threadId })));
  }

  /** Everything in it has been in front of this person's eyes. */
  markSeen(threadId: string): void {
    const newest = this.of(threadId)?.comments.at(-1)?.id;
    if (newest === undefined || this.room.facts.room.role === null) return;
    this.#set(withSeen(this.#list, threadId));
    this.#threads.markRead.mutate({ threadId, commentId: newest }).catch(this.#onProblem);
  }

  dispose(): void {
    this.#disposed = true;
    this.#stop();
    this.changed.clear();
  }

  get #comments() {
    return this.room.client.trpc.comments;
  }

  get #threads() {
    return this.#comments.threads;
  }

  #heard(event: RoomEvent): void {
    if (reloading.has(event.type)) this.load();
    if (!isThreadEvent(event)) return;
    if (this.#loading !== null) this.load();
    this.#take(event);
  }

  #take(event: ThreadEvent): void {
    const next = afterThreadEvent(this.#list, event, this.room.userId);
    if (next !== null) this.#set(next);
    else if ('threadId' in event.payload) this.#fetch(event.payload.threadId);
  }

  #fetch(threadId: string): void {
    const answer = this.#threads.get.query({ threadId });
    answer.then((thread) => this.#set(withThread(this.#list, thread))).catch(this.#onProblem);
  }

  #set(list: ThreadList): void {
    if (this.#disposed || list === this.#list) return;
    this.#list = list;
    this.changed.tell();
  }

  #placeOf(threadId: string) {
    return { threadId, documentId: this.of(threadId)?.documentId ?? '', by: this.room.userId };
  }

  async #load(): Promise<void> {
    const { roomId } = this.room;
    while (this.#again && !this.#disposed) {
      this.#again = false;
      const list = new Map<string, SeenThread>();
      let cursor: string | undefined;
      for (let pages = 0; pages < mostPages; pages++) {
        const { items, nextCursor } = await this.#threads.list.query({ roomId, limit: page, cursor });
        for (const thread of items) list.set(thread.id, withKnown(thread, this.#list.get(thread.id)));
        cursor = nextCursor ?? undefined;
        if (cursor === undefined) break;
      }
      if (this.room.facts.room.role !== null) {
        this.#members = (await this.room.client.trpc.rooms.members.list.query({ roomId })).items;
      }
      this.#asked.clear();
      this.#set(list);
    }
  }
}
