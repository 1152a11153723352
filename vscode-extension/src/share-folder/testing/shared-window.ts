/** A window that shares a real folder of this machine into a room of a real hub, without an editor. */
import {
  type FSWatcher,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { createHubClient } from '@draftroom/core/client/hub-client';
import type { TestHub } from '../../../../core/src/testing/test-hub.ts';
import type { TestPerson } from '../../../../core/src/testing/test-people.ts';
import { ReplicaIds } from '../../documents/replica-ids.ts';
import { OpenRooms } from '../../rooms/open-rooms.ts';
import { memoryFolder } from '../../rooms/testing/memory-folder.ts';
import { collect } from '../collect.ts';
import { NodeDisk } from '../disk/node-disk.ts';
import type { LocalDisk } from '../local-disk.ts';
import type { SharePeople } from '../questions.ts';
import { ShareRecord } from '../share-record.ts';
import { ShareRules } from '../share-rules.ts';
import { SharedFolder } from '../shared-folder.ts';

export interface SharedWindowOptions {
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
  readonly people?: Partial<SharePeople>;
  /** Goes on with what a window before it has kept. */
  readonly after?: SharedWindow;
  readonly quiet?: number;
  /** What the folder holds from the start. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

export class SharedWindow {
  readonly root: string;
  readonly rooms: OpenRooms;
  readonly folder: SharedFolder;
  readonly record: ShareRecord;
  readonly disk: LocalDisk;
  readonly copies: { path: string; text: string }[] = [];
  readonly problems: string[] = [];
  /** Files of which an editor shows more than the disk says. */
  readonly shown = new Set<string>();
  readonly kept: Map<string, Uint8Array>;
  readonly #stored: Map<string, Uint8Array>;
  readonly #watcher: FSWatcher;
  readonly #client: { close(): Promise<void> };

  static async open(
    hub: TestHub,
    person: TestPerson,
    roomId: string,
    options: SharedWindowOptions = {},
  ): Promise<SharedWindow> {
    const root = options.after?.root ?? mkdtempSync(join(tmpdir(), 'draftroom-share-'));
    const kept = options.after?.kept ?? new Map<string, Uint8Array>();
    const stored = options.after === undefined ? new Map<string, Uint8Array>() : options.after.#stored;
    for (const [path, content] of Object.entries(options.files ?? {})) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    const disk = new NodeDisk(root);
    const memory = memoryFolder(kept);
    const { ignoreFiles } = await collect(disk, new AbortController().signal);
    const { added = [], removed = [] } = options;
    const record =
      (await ShareRecord.load(memory)) ??
      (await ShareRecord.create(memory, {
        hub: hub.url,
        userId: person.userId,
        roomId,
        roomName: 'Workshop',
        folder: root,
        choice: { added, removed, ignoreFiles },
      }));
    const client = createHubClient({ hub: hub.url, token: () => person.token });
    const rooms = new OpenRooms({
      access: { connect: async () => ({ client, userId: person.userId }) },
      folderOf: () => memoryFolder(stored),
      writer: `w${Math.random()}`,
    });
    await rooms.open(roomId);
    return new SharedWindow({ root, rooms, record, disk, kept, stored, client, roomId, options });
  }

  private constructor(parts: {
    root: string;
    rooms: OpenRooms;
    record: ShareRecord;
    disk: LocalDisk;
    kept: Map<string, Uint8Array>;
    stored: Map<string, Uint8Array>;
    client: { close(): Promise<void> };
    roomId: string;
    options: SharedWindowOptions;
  }) {
    const { root, rooms, record, disk, kept, stored, client, roomId, options } = parts;
    const room = rooms.peek(roomId);
    if (room === null) throw new Error('the room is open');
    this.root = root;
    this.rooms = rooms;
    this.record = record;
    this.disk = disk;
    this.kept = kept;
    this.#stored = stored;
    this.#client = client;
    this.folder = new SharedFolder({
      room,
      disk,
      record,
      rules: new ShareRules(record.facts.choice),
      ids: new ReplicaIds(),
      people: {
        manyGone: () => new Promise(() => undefined),
        differ: async () => 'later',
        roleChanged: () => undefined,
        stop: () => undefined,
        ...options.people,
      },
      isShown: (path) => this.shown.has(path),
      keepCopy: async (path, bytes) => void this.copies.push({ path, text: new TextDecoder().decode(bytes) }),
      discard: (path) => disk.remove(path),
      moveFile: (from, to) => disk.move(from, to),
      wrote: () => undefined,
      warn: (what, error) => void this.problems.push(`${what}: ${String(error)}`),
      // No test may owe its end to the look at what had no date yet.
      timing: { gather: 20, grace: 150, quiet: options.quiet ?? 2_000, again: 200, lookAgain: 3_600_000 },
    });
    this.#watcher = watch(root, { recursive: true }, (_event, name) => {
      if (name !== null) this.folder.lookBelow(name.split(sep).join('/'));
    });
    this.#watcher.on('error', () => undefined);
  }

  get room() {
    const [room] = this.rooms.all;
    if (room === undefined) throw new Error('the room is open');
    return room;
  }

  path(path: string): string {
    return join(this.root, path);
  }

  write(path: string, content: string | Uint8Array): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), content);
    this.folder.look(path);
  }

  /** Null when there is none. */
  read(path: string): string | null {
    try {
      return readFileSync(this.path(path), 'utf8');
    } catch {
      return null;
    }
  }

  remove(path: string): void {
    rmSync(this.path(path));
    this.folder.look(path);
  }

  /** Every file that is there. */
  files(): string[] {
    return readdirSync(this.root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.draftroom-'))
      .map((entry) => relative(this.root, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .sort();
  }

  /** Ends as a window does; another one can go on. */
  async close(): Promise<void> {
    this.#watcher.close();
    await this.folder.dispose();
    await this.rooms.dispose();
    await this.#client.close();
  }

  removeFolder(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
