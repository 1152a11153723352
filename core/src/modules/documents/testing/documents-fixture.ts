/** Documents on a real database and a real sync engine, with rooms whose roles a test sets. */
import type { DatabaseHandle } from '@draftroom/drizzle/client';
import type { RoomRole, RoomVisibility } from '@draftroom/drizzle/enums';
import { users } from '@draftroom/drizzle/schema/accounts';
import { rooms as roomsTable } from '@draftroom/drizzle/schema/rooms';
import { newId, newRoomCode } from '../../../contract/ids.ts';
import { defaultLimits, type Limits } from '../../../contract/limits.ts';
import { type Actor, anonymous, type SignedInActor } from '../../../platform/actor.ts';
import { createAssetStore } from '../../../platform/assets.ts';
import { createMemoryBlobs } from '../../../platform/blobs.ts';
import { createMemoryBus } from '../../../platform/bus.ts';
import { createEventStore } from '../../../platform/events.ts';
import { createLogger } from '../../../platform/logger.ts';
import type { BlobStore, JobHandler, JobName, JobOptions, JobPayloads, Queue } from '../../../platform/ports.ts';
import { createSyncEngine, type SyncEngine } from '../../../sync/engine.ts';
import type { LogRecord, SyncObserver } from '../../../sync/ports.ts';
import { InlineMerger } from '../../../sync/testing/test-engine.ts';
import { MemoryLog } from '../../../testing/memory-log.ts';
import { authorise, type RoomFacts, roomRights, roomRole } from '../../rooms/policy.ts';
import { createAccessPort } from '../access.ts';
import { registerDocumentJobs } from '../jobs.ts';
import { createDocumentObserver } from '../observer.ts';
import type { Reader, RoomsPort } from '../ports.ts';
import { createWorkspace, type Workspace } from '../service/deps.ts';
import { createDocumentsService, type DocumentsService } from '../service.ts';

/** The platform's blobs in memory; `kept` says which ones are there. */
class TrackedBlobs implements BlobStore {
  readonly kept = new Set<string>();
  readonly #blobs = createMemoryBlobs();

  async put(bytes: Uint8Array): Promise<string> {
    const id = await this.#blobs.put(bytes);
    this.kept.add(id);
    return id;
  }

  get = this.#blobs.get;
  stream = this.#blobs.stream;
  has = this.#blobs.has;

  async remove(id: string): Promise<void> {
    await this.#blobs.remove(id);
    this.kept.delete(id);
  }
}

/** Jobs that wait until a test runs them. */
class HeldQueue implements Queue {
  readonly waiting: { name: JobName; payload: unknown; options: JobOptions }[] = [];
  readonly #handlers = new Map<JobName, (payload: never, signal: AbortSignal) => Promise<void>>();

  async send<Name extends JobName>(name: Name, payload: JobPayloads[Name], options: JobOptions = {}): Promise<void> {
    const twin = this.waiting.some(
      (job) => job.name === name && job.options.key !== undefined && job.options.key === options.key,
    );
    if (!twin) this.waiting.push({ name, payload, options });
  }

  async work<Name extends JobName>(name: Name, handler: JobHandler<Name>): Promise<void> {
    this.#handlers.set(name, handler);
  }

  async cancel(name: JobName, key: string): Promise<void> {
    const left = this.waiting.filter((job) => job.name !== name || job.options.key !== key);
    this.waiting.splice(0, this.waiting.length, ...left);
  }

  async run<Name extends JobName>(
    name: Name,
    payload: JobPayloads[Name],
    signal = new AbortController().signal,
  ): Promise<void> {
    await this.#handlers.get(name)?.(payload as never, signal);
  }

  /** Runs everything of this name that waits now. */
  async runAll(name: JobName): Promise<number> {
    const due = this.waiting.filter((job) => job.name === name);
    for (const job of due) this.waiting.splice(this.waiting.indexOf(job), 1);
    for (const job of due) await this.run(name, job.payload as never);
    return due.length;
  }

  async close(): Promise<void> {}
}

class TestRooms implements RoomsPort {
  readonly facts = new Map<string, RoomFacts & { name: string }>();
  readonly roles = new Map<string, RoomRole>();
  readonly touches: string[] = [];
  keeps = true;

  #question(reader: Reader, roomId: string) {
    const role = this.roles.get(`${reader.userId} ${roomId}`);
    const membership = role === undefined ? undefined : { role, removedAt: null, leftAt: null };
    return { userId: reader.userId, room: this.facts.get(roomId), membership };
  }

  async access(reader: Reader, roomId: string) {
    const question = this.#question(reader, roomId);
    authorise(question, 'read');
    return { roomId, role: roomRole(question.membership), canWrite: roomRights(question).write };
  }

  async authorise(reader: Reader, roomId: string, action: 'read' | 'write' | 'version') {
    const question = this.#question(reader, roomId);
    authorise(question, action);
    return { room: { id: roomId, name: question.room?.name ?? '' } };
  }

  async keepsHistory(): Promise<boolean> {
    return this.keeps;
  }

  async touch(roomId: string): Promise<void> {
    this.touches.push(roomId);
  }

  readonly listeners = new Set<(change: { roomId: string; userId?: string }) => void>();

  onAccessChanged(listener: (change: { roomId: string; userId?: string }) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

export interface DocumentsFixture {
  readonly documents: DocumentsService;
  readonly workspace: Workspace;
  readonly engine: SyncEngine;
  readonly log: MemoryLog;
  readonly blobs: TrackedBlobs;
  readonly queue: HeldQueue;
  readonly rooms: TestRooms;
  readonly observer: SyncObserver;
  readonly events: { stream: string; type: string; payload: unknown }[];
  readonly problems: unknown[];
  readonly clock: { time: number; now(): number };
  person(name?: string): Promise<SignedInActor>;
  /** A room with one person per role. */
  room(visibility?: RoomVisibility): Promise<RoomWithPeople>;
  text(documentId: string): Promise<string>;
  /** What the log holds from a sequence number on. */
  records(documentId: string, fromSeq: number): Promise<LogRecord[]>;
  close(): Promise<void>;
}

export interface RoomWithPeople {
  readonly id: string;
  readonly owner: SignedInActor;
  readonly editor: SignedInActor;
  readonly commenter: SignedInActor;
  readonly viewer: SignedInActor;
  readonly stranger: SignedInActor;
  readonly signedOut: Actor;
}

export async function createDocumentsFixture(
  database: DatabaseHandle,
  limits: Partial<Limits> = {},
): Promise<DocumentsFixture> {
  const { db } = database;
  const clock = { time: Date.UTC(2026, 2, 1, 12), now: () => clock.time };
  const rooms = new TestRooms();
  const blobs = new TrackedBlobs();
  const queue = new HeldQueue();
  const log = new MemoryLog();
  const merger = new InlineMerger();
  const bus = createMemoryBus(createLogger('silent'));
  const store = createEventStore({ db, bus, clock });
  /** What was committed. */
  const events: DocumentsFixture['events'] = [];
  const problems: unknown[] = [];
  const all = { ...defaultLimits, ...limits };
  const observer: SyncObserver = {
    documentChanged: (change) => observe.documentChanged(change),
    compactionDue: (documentId) => observe.compactionDue(documentId),
    documentIdle: (documentId) => observe.documentIdle(documentId),
  };
  const engine = createSyncEngine({
    access: createAccessPort({
      credentials: { authenticate: async () => anonymous },
      rooms,
      documents: { roomOf: (documentId) => workspace.repo.roomOf(documentId) },
    }),
    log,
    merger,
    limits: all,
    observer,
    clock,
  });
  const workspace = createWorkspace({
    db,
    bus,
    events: {
      transaction: async (work) => {
        const emitted: DocumentsFixture['events'] = [];
        const result = await store.transaction((tx, emit, rewrite) => {
          const counted: typeof emit = (stream, type, payload) => {
            emitted.push({ stream, type, payload });
            emit(stream, type, payload);
          };
          return work(tx, counted, rewrite);
        });
        events.push(...emitted);
        return result;
      },
    },
    assets: createAssetStore({ db, blobs, clock }),
    blobs,
    queue,
    clock,
    limits: all,
    rateLimiter: { take: async () => {} },
    rooms,
    live: engine,
    log,
    merger,
  });
  const observe = createDocumentObserver(workspace, (error) => problems.push(error));
  await registerDocumentJobs(queue, workspace);

  async function person(name = 'Ada'): Promise<SignedInActor> {
    const userId = newId();
    await db
      .insert(users)
      .values({ id: userId, email: `${userId}@example.org`, name, colour: 'teal', createdAt: new Date(clock.time) });
    return {
      kind: 'user',
      userId,
      sessionId: `session-${userId}`,
      name,
      colour: 'teal',
      avatarId: null,
      siteRole: 'member',
      emailVerified: true,
    };
  }

  async function room(visibility: RoomVisibility = 'private'): Promise<RoomWithPeople> {
    const id = newId();
    const at = new Date(clock.time);
    const name = 'Größe & Co';
    await db.insert(roomsTable).values({ id, name, visibility, code: newRoomCode(), createdAt: at, changedAt: at });
    rooms.facts.set(id, {
      id,
      name,
      visibility,
      joinRole: 'editor',
      passwordHash: null,
      archivedAt: null,
      removedAt: null,
    });
    const member = async (role: RoomRole) => {
      const actor = await person(role);
      rooms.roles.set(`${actor.userId} ${id}`, role);
      return actor;
    };
    return {
      id,
      owner: await member('owner'),
      editor: await member('editor'),
      commenter: await member('commenter'),
      viewer: await member('viewer'),
      stranger: await person('stranger'),
      signedOut: anonymous,
    };
  }

  return {
    documents: createDocumentsService(workspace),
    workspace,
    engine,
    log,
    blobs,
    queue,
    rooms,
    observer,
    events,
    problems,
    clock,
    person,
    room,
    text: (documentId) => engine.read(documentId, (doc) => doc.getText('content').toString()),
    records: async (documentId, fromSeq) => {
      const records: LogRecord[] = [];
      for await (const record of log.history(documentId, fromSeq)) records.push(record);
      return records;
    },
    close: () => engine.close(),
  };
}
