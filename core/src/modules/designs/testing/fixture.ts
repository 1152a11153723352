/**
 * Designs over a real database and their real procedures. Time is held; what other modules answer through their ports
 * is what a test says.
 */
import type { DatabaseHandle } from '@draftroom/drizzle/client';
import type { ContentStanding } from '@draftroom/drizzle/enums';
import type { RequestContext } from '../../../context.ts';
import { HubError } from '../../../contract/errors.ts';
import { newId } from '../../../contract/ids.ts';
import type { Limits } from '../../../contract/limits.ts';
import { type Actor, anonymous, type SignedInActor } from '../../../platform/actor.ts';
import { createAssetStore } from '../../../platform/assets.ts';
import { createMemoryBlobs } from '../../../platform/blobs.ts';
import type { Notice, Safety, Trust } from '../../../platform/community-ports.ts';
import { createCursors } from '../../../platform/cursors.ts';
import type { JobHandler, JobName, JobPayloads, Queue } from '../../../platform/ports.ts';
import { createCallerFactory, router } from '../../../trpc.ts';
import { noSuspensions } from '../../moderation/testing/no-suspensions.ts';
import { createFixture } from '../../rooms/testing/fixture.ts';
import { createAssetLinks } from '../asset-links.ts';
import type { CheckedFile, RoomEntry, UploadsPort } from '../ports.ts';
import { collectionsRouter } from '../router/collections-router.ts';
import { designsRouter } from '../router.ts';
import type { Publish } from '../schema.ts';
import { createDesignsService } from '../service.ts';

const createCaller = createCallerFactory(router({ designs: designsRouter, collections: collectionsRouter }));

export type DesignsFixture = Awaited<ReturnType<typeof createDesignsFixture>>;

/** What moderation answers. */
class ScriptedSafety implements Safety {
  readonly trusts = new Map<string, Trust>();
  readonly blocks = new Set<string>();
  readonly muted = new Map<string, string[]>();
  hold = false;
  verdict: ContentStanding = 'visible';
  readonly inspected: string[] = [];

  block(one: string, other: string): void {
    this.blocks.add(`${one} ${other}`).add(`${other} ${one}`);
  }

  admit = async (actor: SignedInActor) => ({ trust: await this.trust(actor.userId), hold: this.hold });
  trust = async (userId: string): Promise<Trust> => this.trusts.get(userId) ?? 2;
  blocked = async (one: string, other: string) => this.blocks.has(`${one} ${other}`);
  statementOf = async () => null;
  underReview = async () => false;
  averseTo = async () => new Set<string>();
  averse = async (userId: string | null) => new Set(this.muted.get(userId ?? '') ?? []);

  inspect: Safety['inspect'] = async (_work, _actor, { words }) => {
    this.inspected.push(words);
    return this.verdict;
  };
}

/** Jobs that wait until a test runs them. */
class HeldQueue implements Pick<Queue, 'send' | 'work'> {
  readonly #waiting: { name: JobName; payload: unknown }[] = [];
  readonly #handlers = new Map<JobName, (payload: never, signal: AbortSignal) => Promise<void>>();

  async send<Name extends JobName>(name: Name, payload: JobPayloads[Name]): Promise<void> {
    this.#waiting.push({ name, payload });
  }

  async work<Name extends JobName>(name: Name, handler: JobHandler<Name>): Promise<void> {
    this.#handlers.set(name, handler as never);
  }

  /** Each of them twice: a job may run more than once. */
  async run(): Promise<void> {
    for (const { name, payload } of this.#waiting.splice(0)) {
      for (let time = 0; time < 2; time++) {
        await this.#handlers.get(name)?.(payload as never, new AbortController().signal);
      }
    }
  }
}

export async function createDesignsFixture(database: DatabaseHandle, overrides: Partial<Limits> = {}) {
  const { db } = database;
  const hub = await createFixture(database, overrides);
  const { events, clock, limits, rateLimiter } = hub;
  const blobs = createMemoryBlobs();
  const assets = createAssetStore({ db, blobs, clock });
  const safety = new ScriptedSafety();
  const queue = new HeldQueue();
  const told: Notice[] = [];
  const waiting = new Map<string, { userId: string; files: CheckedFile[] }>();
  const rooms = new Map<string, { editors: Set<string>; entries: RoomEntry[]; added: string[] }>();
  const links = createAssetLinks({ key: new Uint8Array(32).fill(7), clock });

  const uploads: UploadsPort = {
    async take(_tx, userId, uploadIds) {
      const taken = uploadIds.map((id) => waiting.get(id));
      if (taken.some((upload) => upload?.userId !== userId)) throw new HubError('not_found');
      for (const id of uploadIds) waiting.delete(id);
      return taken.flatMap((upload) => upload?.files ?? []);
    },
    checkFiles: async () => ({ files: [], skipped: [] }),
    makeSizes: async () => ({}),
  };
  const roomOf = (roomId: string) => {
    const room = rooms.get(roomId);
    if (room === undefined) throw new HubError('not_found');
    return room;
  };
  const designs = createDesignsService({
    db,
    events,
    clock,
    limits,
    queue,
    assets,
    blobs,
    links,
    publicUrl: 'https://hub.example',
    cursors: createCursors(new Uint8Array(32).fill(9)),
    safety,
    uploads,
    notices: {
      tell: async (_work, notices) => void told.push(...notices),
      forget: async () => undefined,
    },
    rubrics: { usable: async () => false },
    rooms: {
      async entries(actor, roomId, documentIds) {
        const room = roomOf(roomId);
        if (!room.editors.has(actor.userId)) throw new HubError('read_only');
        if (documentIds === undefined) return room.entries;
        return room.entries.filter((entry) => entry.type === 'document' && documentIds.includes(entry.id));
      },
      roomOf: async () => [...rooms.keys()][0] ?? '',
      asset: async () => {
        throw new HubError('not_found');
      },
      async createRoom(actor, name) {
        const { id, code } = await hub.rooms.create(actor, { name, visibility: 'private', template: 'empty' });
        rooms.set(id, { editors: new Set([actor.userId]), entries: [], added: [] });
        return { id, code };
      },
      readDrawing: () => {
        throw new HubError('bad_drawing');
      },
      removeRoom: async (actor, roomId) => {
        await hub.rooms.remove({ actor }, roomId);
      },
      addFile: async (_actor, { roomId, path }) => void roomOf(roomId).added.push(path),
    },
  });
  await designs.registerJobs(queue, null);

  const as = (actor: Actor) =>
    createCaller({
      actor,
      origin: { address: '192.0.2.1', userAgent: 'test', client: 'web', setSessionCookie: () => undefined },
      services: { designs, suspensions: noSuspensions } as unknown as RequestContext['services'],
      events,
      rateLimiter,
      limits,
    });

  async function file(path: string, text: string, more: Partial<CheckedFile> = {}): Promise<CheckedFile> {
    const bytes = Buffer.from(text);
    const mediaType = more.mediaType ?? 'text/plain';
    const assetId = await assets.store({ bytes, mediaType });
    return { path, kind: 'code', assetId, mediaType, size: bytes.length, facts: {}, ...more };
  }

  const upload = (person: SignedInActor, ...files: CheckedFile[]): string => {
    const id = newId();
    waiting.set(id, { userId: person.userId, files });
    return id;
  };

  return {
    db,
    time: hub.time,
    events,
    designs,
    safety,
    told,
    blobs,
    links,
    person: hub.person,
    as,
    nobody: as(anonymous),
    file,
    upload,
    runJobs: () => queue.run(),

    picture: (path: string, text = path): Promise<CheckedFile> =>
      file(path, text, {
        kind: 'image',
        mediaType: 'image/png',
        facts: { width: 40, height: 30, thumbhash: 'aGFzaA==', colours: ['blue'] },
      }),

    /** A room with one text in it, whose editor this person is. */
    async room(editor: SignedInActor, text = 'let x = 1;\n') {
      const { id } = await hub.rooms.create(editor, { name: 'Workshop', visibility: 'private', template: 'empty' });
      const entry: RoomEntry = {
        type: 'document',
        id: newId(),
        kind: 'text',
        path: 'src/main.ts',
        read: async () => ({ text, seq: 3, elements: null }),
      };
      rooms.set(id, { editors: new Set([editor.userId]), entries: [entry], added: [] });
      return { id, documentId: entry.id };
    },
    filesIn: (roomId: string) => roomOf(roomId).added,

    async publish(author: SignedInActor, more: Partial<Publish> = {}) {
      const contents = more.roomId === undefined ? { uploadIds: [upload(author, await file('a.ts', newId()))] } : {};
      const rest = { title: 'Tide clock', licence: 'CC-BY-4.0', visibility: 'public' } as const;
      return await as(author).designs.publish({ ...rest, ...contents, ...more });
    },
  };
}
