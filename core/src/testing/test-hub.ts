/**
 * A whole hub for tests: every module, the sync engine and the HTTP server on a real port, over parts that leave
 * nothing behind. Time is held for everything but the engine, whose timers have to run. `close` fails when a socket,
 * timer, thread or listener stayed.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DatabaseHandle, openEmbedded, openPostgres } from '@draftroom/drizzle/client';
import type { RoomRole, RoomVisibility } from '@draftroom/drizzle/enums';
import { defaultLimits, type Limits } from '../contract/limits.ts';
import { createAddressOf } from '../http/client-address.ts';
import { createForeignHost } from '../http/own-host.ts';
import { type Hub, type HubCore, serveHub } from '../hub.ts';
import { runJobs } from '../jobs.ts';
import type { DrawingWork } from '../modules/documents/drawings/ports.ts';
import { createFileWork } from '../modules/uploads/file-thread.ts';
import { createModules, type HubParts } from '../modules.ts';
import { createMemoryBlobs } from '../platform/blobs.ts';
import { createMemoryBus } from '../platform/bus.ts';
import type { Clock } from '../platform/clock.ts';
import { readConfig } from '../platform/config.ts';
import { createEventStore } from '../platform/events.ts';
import { createLogger } from '../platform/logger.ts';
import { createMetrics } from '../platform/metrics.ts';
import type { Bus, MailMessage } from '../platform/ports.ts';
import { createMemoryQueue, type MemoryQueue } from '../platform/queue-memory.ts';
import { createRateLimiter } from '../platform/rate-limits.ts';
import { openFileLog } from '../sync/log/file-log.ts';
import { createPostgresLog } from '../sync/log/postgres-log.ts';
import { createMerger } from '../sync/merge/merger.ts';
import type { UpdateLog } from '../sync/ports.ts';
import type { SyncTiming } from '../sync/timing.ts';
import { watchLeaks } from './leaks.ts';
import { createTestPostgres } from './postgres.ts';
import { createTestPeople, type TestPeople, type TestPerson } from './test-people.ts';

export interface TestHubOptions {
  /** Without: PGlite, or what `TEST_DATABASE` names, so that whole suites can be run on PostgreSQL. */
  readonly database?: 'pglite' | 'postgres';
  /** Limits of how often are out of the way unless they are named here. */
  readonly limits?: Partial<Limits>;
  readonly syncTiming?: Partial<SyncTiming>;
  readonly clock?: Clock;
  /** What works on drawings; the test closes it. */
  readonly drawings?: DrawingWork;
  /** More variables of the configuration. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface TestHub extends Omit<TestPeople, 'close'> {
  readonly hub: Hub;
  /** Where it listens: `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** What it takes for its public address; pages of this origin are its own. */
  readonly publicUrl: string;
  readonly queue: MemoryQueue;
  /** Mails that were sent, oldest first. */
  readonly mails: readonly MailMessage[];
  /** What was logged as an error: JSON lines. */
  readonly problems: readonly string[];
  /** Moves the held clock on; without effect on one that was given. */
  advance(milliseconds: number): void;
  room(options?: TestRoomOptions): Promise<TestRoom>;
  /** The token in the newest mail to this address. */
  mailedToken(to: string): Promise<string>;
  close(): Promise<void>;
}

export interface TestRoomOptions {
  readonly visibility?: RoomVisibility;
  readonly password?: string;
  /** Who plays the parts; made anew where left out. */
  readonly people?: Partial<Record<RoomRole | 'stranger', TestPerson>>;
}

/** A room with one person in each role, and one text at `notes.md`. */
export type TestRoom = Readonly<Record<RoomRole | 'stranger', TestPerson>> & {
  readonly id: string;
  readonly code: string;
  readonly documentId: string;
};

const start = Date.parse('2026-03-01T12:00:00Z');
/** Another package's file, which starts with the first file that is looked at. */
const fileThread = new URL('../../../workers/src/jobs/file-thread.ts', import.meta.url);
/** Of every limit on how often something may be done. */
const plenty = 1_000_000;

export async function createTestHub(options: TestHubOptions = {}): Promise<TestHub> {
  const leaks = watchLeaks();
  const closers: (() => Promise<void> | void)[] = [];
  const onClose = (closer: () => Promise<void> | void) => void closers.push(closer);
  const shut = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    return await open(options, { onClose, shut, left: leaks.left });
  } catch (error) {
    await shut();
    throw error;
  }
}

interface Life {
  onClose(closer: () => Promise<void> | void): void;
  shut(): Promise<void>;
  left(): Promise<string[]>;
}

async function open(options: TestHubOptions, { onClose, shut, left }: Life): Promise<TestHub> {
  const time = heldTime();
  const problems: string[] = [];
  const mails: MailMessage[] = [];
  const bus = countedBus(createMemoryBus(createLogger('error', { write: (line) => void problems.push(line) })));
  const core = await openCore(options, { onClose, time, problems, mails, bus });
  const hub = await serveHub({ ...core, close: shut }, join(core.config.dataDir, 'no-web'));
  await runJobs(core, options.drawings ?? null);
  const url = await hub.listen();
  const people = createTestPeople(core, () => url);
  const queue = core.parts.queue as MemoryQueue;

  return {
    person: people.person,
    twin: people.twin,
    as: people.as,
    hub,
    url,
    publicUrl: core.config.publicUrl,
    queue,
    mails,
    problems,
    advance: time.advance,
    room: (roomOptions = {}) => makeRoom(people, roomOptions),
    async mailedToken(to) {
      await core.modules.services.accounts.idle();
      await queue.settle();
      const mail = mails.findLast((candidate) => candidate.to === to && candidate.text.includes('?token='));
      return decodeURIComponent(/\?token=(\S+)/.exec(mail?.text ?? '')?.[1] ?? '');
    },
    async close() {
      await people.close();
      await hub.close();
      const { connections, documents, rooms, materialised, pendingBytes } = hub.modules.engine.stats();
      const engine = Object.entries({ connections, documents, rooms, materialised, pendingBytes });
      const found = [
        ...engine.flatMap(([name, count]) => (count === 0 ? [] : [`the engine still counts ${count} ${name}`])),
        ...(bus.listeners() === 0 ? [] : [`${bus.listeners()} listeners of the bus`]),
        ...(await left()),
      ];
      if (found.length > 0) throw new Error(`the hub left something behind: ${found.join(', ')}`);
    },
  };
}

interface CoreParts {
  onClose(closer: () => Promise<void> | void): void;
  readonly time: HeldTime;
  readonly problems: string[];
  readonly mails: MailMessage[];
  readonly bus: Bus;
}

async function openCore(
  options: TestHubOptions,
  { onClose, time, problems, mails, bus }: CoreParts,
): Promise<Omit<HubCore, 'close'> & { close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'draftroom-test-'));
  onClose(() => rm(folder, { recursive: true, force: true }));
  const config = {
    ...readConfig({
      PORT: '0',
      DRAFTROOM_DATA_DIR: folder,
      PUBLIC_URL: 'http://127.0.0.1:4400',
      ...options.environment,
    }),
    limits: testLimits(options.limits),
  };
  const logger = createLogger('error', { write: (line) => void problems.push(line) });
  const clock = options.clock ?? time.held;
  const database = await openDatabase(options.database ?? defaultDatabase(), onClose);
  const log = await openLog({ database, folder, onProblem: (message, error) => logger.error({ err: error }, message) });
  onClose(() => log.close());
  const merger = createMerger();
  onClose(() => merger.close());
  const queue = createMemoryQueue(clock, logger);
  onClose(() => queue.close());
  const fileWork = createFileWork(fileThread);
  onClose(() => fileWork.close());
  const parts: HubParts = {
    database,
    fileWork,
    log,
    merger,
    bus,
    queue,
    clock,
    logger,
    blobs: createMemoryBlobs(),
    events: createEventStore({ db: database.db, bus, clock }),
    rateLimiter: createRateLimiter(config.limits),
    limits: config.limits,
    publicUrl: config.publicUrl,
    ticketKey: new Uint8Array(32).fill(7),
    mailsWork: true,
    oauth: { github: config.oauth.github ?? undefined, google: config.oauth.google ?? undefined },
    demoAccounts: [],
    browserExtensionIds: config.browserExtensionIds,
    addressOf: createAddressOf(config.trustProxy),
    foreignHost: createForeignHost(config),
    syncClock: options.clock ?? time.running,
    syncTiming: { sweep: 20, closeWait: 200, presenceGrace: 50, ...options.syncTiming },
  };
  const modules = createModules(parts);
  onClose(() => modules.close());
  const mailer = { send: async (message: MailMessage) => void mails.push(message) };
  const close = () => Promise.resolve();
  return { config, parts, modules, database, mailer, metrics: createMetrics({ process: false }), folder: null, close };
}

function defaultDatabase(): 'pglite' | 'postgres' {
  return process.env.TEST_DATABASE === 'postgres' ? 'postgres' : 'pglite';
}

async function openDatabase(kind: 'pglite' | 'postgres', onClose: CoreParts['onClose']): Promise<DatabaseHandle> {
  if (kind === 'pglite') {
    const database = await openEmbedded({ memory: true });
    onClose(() => database.close());
    return database;
  }
  const server = await createTestPostgres();
  onClose(() => server.drop());
  const database = await openPostgres(server.url, { max: 4 });
  onClose(() => database.close());
  return database;
}

async function openLog(options: {
  database: DatabaseHandle;
  folder: string;
  onProblem: (message: string, error?: unknown) => void;
}): Promise<UpdateLog> {
  const { database, folder, onProblem } = options;
  if (database.kind === 'postgres') return createPostgresLog({ db: database.db, onProblem });
  return await openFileLog({ directory: join(folder, 'log'), onProblem });
}

async function makeRoom(people: TestPeople, options: TestRoomOptions): Promise<TestRoom> {
  const { visibility = 'private', password } = options;
  const play = async (part: RoomRole | 'stranger') => options.people?.[part] ?? (await people.person({ name: part }));
  const owner = await play('owner');
  const { direct } = people.as(owner);
  const { id, code } = await direct.rooms.create({ name: 'Workshop', visibility, password });
  const join = async (role: 'editor' | 'commenter' | 'viewer') => {
    const person = await play(role);
    await people.as(person).direct.rooms.join({ code, password });
    if (role !== 'editor') await direct.rooms.members.setRole({ roomId: id, userId: person.userId, role });
    return person;
  };
  const [editor, commenter, viewer] = [await join('editor'), await join('commenter'), await join('viewer')];
  const document = await direct.documents.create({ roomId: id, path: 'notes.md', content: 'hello\n' });
  return { id, code, documentId: document.id, owner, editor, commenter, viewer, stranger: await play('stranger') };
}

function testLimits(given: Partial<Limits> = {}): Limits {
  const often = Object.keys(defaultLimits).filter((name) => /Per(Second|Minute|Hour|Day)$/.test(name));
  const outOfTheWay = often.filter((name) => !['awarenessPerSecond', 'bytesPerSecond'].includes(name));
  return { ...defaultLimits, ...Object.fromEntries(outOfTheWay.map((name) => [name, plenty])), ...given };
}

interface HeldTime {
  readonly held: Clock;
  /** The same time as it was held at the start, going on. */
  readonly running: Clock;
  advance(milliseconds: number): void;
}

function heldTime(): HeldTime {
  const began = Date.now();
  let now = start;
  return {
    held: { now: () => now },
    running: { now: () => now + (Date.now() - began) },
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
}

/** Counts who still listens: a subscription that its reader left must have ended. */
function countedBus(bus: Bus): Bus & { listeners(): number } {
  let open = 0;
  const counted = (end: () => void): (() => void) => {
    open += 1;
    let ended = false;
    return () => {
      if (!ended) open -= 1;
      ended = true;
      end();
    };
  };
  return {
    ...bus,
    subscribe: (topic, listener) => counted(bus.subscribe(topic, listener)),
    onGap: (listener) => counted(bus.onGap(listener)),
    listeners: () => open,
  };
}
