/** A sync engine on a real port with a memory log and rights that tests set, for tests on the wire. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RoomRole } from '@draftroom/drizzle/enums';
import * as Y from 'yjs';
import { newId } from '../../contract/ids.ts';
import { defaultLimits, type Limits } from '../../contract/limits.ts';
import { MemoryLog } from '../../testing/memory-log.ts';
import { createSyncEngine, type SyncEngine } from '../engine.ts';
import { doMergeJob } from '../merge/merge-jobs.ts';
import type {
  Access,
  AccessPort,
  Merger,
  Refusal,
  SyncActor,
  SyncCredentials,
  SyncObserver,
  UpdateLog,
} from '../ports.ts';
import type { SyncTiming } from '../timing.ts';

/** Tokens are `<user>` or `<user>:<session>`; roles are set per user and room. */
export class TestAccess implements AccessPort {
  readonly documents = new Map<string, string>();
  readonly roles = new Map<string, RoomRole>();
  readonly credentials: SyncCredentials[] = [];
  beforeAuthenticate: (() => Promise<void>) | null = null;

  async authenticate(credentials: SyncCredentials): Promise<SyncActor | Refusal> {
    this.credentials.push(credentials);
    await this.beforeAuthenticate?.();
    const { token } = credentials;
    if (token === null) return { refused: 'not_signed_in' };
    const [userId = '', sessionId = `session-${userId}`] = token.split(':');
    return { userId, sessionId, name: userId, colour: 'teal', avatarId: null };
  }

  async document(actor: SyncActor, documentId: string): Promise<Access | Refusal> {
    const roomId = this.documents.get(documentId);
    return roomId === undefined ? { refused: 'not_found' } : this.room(actor, roomId);
  }

  async room(actor: SyncActor, roomId: string): Promise<Access | Refusal> {
    const role = this.roles.get(`${actor.userId} ${roomId}`);
    if (role === undefined) return { refused: 'not_found' };
    return { roomId, role, canWrite: role === 'owner' || role === 'editor' };
  }
}

export class InlineMerger implements Merger {
  /** Awaited before every answer, so that tests can let things happen meanwhile. */
  before: (() => Promise<void>) | null = null;

  async merge(updates: readonly Uint8Array[]): Promise<Uint8Array> {
    await this.before?.();
    return doMergeJob({ id: 0, kind: 'merge', updates });
  }

  async snapshot(updates: readonly Uint8Array[]): Promise<Uint8Array> {
    await this.before?.();
    return doMergeJob({ id: 0, kind: 'snapshot', updates });
  }

  async diff(updates: readonly Uint8Array[], stateVector: Uint8Array): Promise<Uint8Array> {
    await this.before?.();
    return Y.diffUpdate(Y.mergeUpdates([...updates]), stateVector);
  }

  async weigh(): Promise<{ whole: number; counted: number }> {
    return { whole: 0, counted: 0 };
  }

  async close(): Promise<void> {}
}

export interface TestEngineOptions {
  log?: UpdateLog;
  merger?: Merger;
  access?: TestAccess;
  limits?: Partial<Limits>;
  timing?: Partial<SyncTiming>;
  observer?: SyncObserver;
  port?: number;
}

export class TestEngine {
  readonly roomId: string;
  readonly access: TestAccess;
  readonly log: UpdateLog;
  readonly merger: InlineMerger;
  readonly warnings: string[] = [];
  readonly engine: SyncEngine;
  readonly #server: Server;

  private constructor(options: TestEngineOptions) {
    this.access = options.access ?? new TestAccess();
    this.log = options.log ?? new MemoryLog();
    this.merger = new InlineMerger();
    this.roomId = [...this.access.documents.values()][0] ?? newId();
    this.engine = createSyncEngine({
      access: this.access,
      log: this.log,
      merger: options.merger ?? this.merger,
      limits: { ...defaultLimits, ...options.limits },
      timing: { sweep: 20, closeWait: 200, quiet: 3_600_000, ...options.timing },
      observer: options.observer,
      logger: { warn: (_details, message) => this.warnings.push(message) },
    });
    this.#server = createServer();
    this.engine.attach(this.#server);
  }

  static async start(options: TestEngineOptions = {}): Promise<TestEngine> {
    const engine = new TestEngine(options);
    await new Promise<void>((resolve) => engine.#server.listen(options.port ?? 0, '127.0.0.1', resolve));
    return engine;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}/sync`;
  }

  /** Memory logs only. */
  get memory(): MemoryLog {
    return this.log as MemoryLog;
  }

  member(userId: string, role: RoomRole): string {
    this.access.roles.set(`${userId} ${this.roomId}`, role);
    return userId;
  }

  roleOf(userId: string): RoomRole | undefined {
    return this.access.roles.get(`${userId} ${this.roomId}`);
  }

  async document(text = '', roomId = this.roomId): Promise<string> {
    const id = newId();
    this.access.documents.set(id, roomId);
    await this.engine.create(id, roomId, (doc) => {
      doc.getMap('meta').set('kind', 'text');
      if (text !== '') doc.getText('content').insert(0, text);
    });
    return id;
  }

  text(documentId: string): Promise<string> {
    return this.engine.read(documentId, (doc) => doc.getText('content').toString());
  }

  async stop(): Promise<void> {
    await this.engine.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Waits until `holds`; the deadline only ends a test that would never end. */
export async function until(holds: () => boolean | Promise<boolean>, what = 'a condition'): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
