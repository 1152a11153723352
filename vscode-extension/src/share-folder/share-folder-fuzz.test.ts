/** Somebody's programs write the files of a shared folder while others write in the room, in steps drawn by a seed. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createHubClient } from '@draftroom/core/client/hub-client';
import { createMemoryStore } from '@draftroom/core/client/local-store';
import { RoomSession } from '@draftroom/core/client/room-session';
import { readText, textContent } from '@draftroom/core/model/text/text-document';
import { isInsidePair } from '@draftroom/core/model/text/text-edits';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestHub, type TestHub, type TestRoom } from '../../../core/src/testing/test-hub.ts';
import { syncedSession } from '../files/room-files.ts';
import { Chance } from '../text-binding/testing/chance.ts';
import { TokenLedger } from '../text-binding/testing/token-ledger.ts';
import { SharedWindow } from './testing/shared-window.ts';

const seeds = Number(process.env.SHARE_SEEDS ?? 4);
const steps = 60;
const start = 'first\r\nsecond\r\n\r\nlast\r\n';

let hub: TestHub;
beforeAll(async () => {
  // By the dates of changes a window that comes back knows where to look.
  hub = await createTestHub({ clock: { now: Date.now } });
});
afterAll(async () => {
  expect(hub.problems).toEqual([]);
  await hub.close();
});

class Story {
  readonly chance: Chance;
  readonly ledger = new TokenLedger();
  readonly here = {};
  readonly there = {};
  readonly #room: TestRoom;
  #window: SharedWindow;
  readonly #session: RoomSession;
  readonly #client;
  #moved = 0;
  /** Documents by id, and where their files are now. */
  readonly #paths = new Map<string, string>();

  static async begin(seed: number): Promise<Story> {
    const room = await hub.room();
    const files = { 'a.txt': start, 'sub/b.txt': start, 'c.txt': '' };
    const window = await SharedWindow.open(hub, room.editor, room.id, { files, quiet: 300 });
    await window.folder.lookAtAll();
    await expect.poll(() => window.record.items.length).toBe(4);
    return new Story(seed, room, window);
  }

  private constructor(seed: number, room: TestRoom, window: SharedWindow) {
    this.chance = new Chance(seed);
    this.#room = room;
    this.#window = window;
    for (const { id, path } of window.record.items) this.#paths.set(id, path);
    this.#client = createHubClient({ hub: hub.url, token: () => room.owner.token });
    this.#session = new RoomSession({
      hub: hub.url,
      roomId: room.id,
      store: createMemoryStore(),
      ticket: () => this.#client.ticket(),
      postUpdate: (documentId, update) => this.#client.postUpdate(documentId, update),
    });
  }

  async run(): Promise<void> {
    for (const id of this.#paths.keys()) await syncedSession(this.#session.acquire(id));
    for (let step = 0; step < steps; step++) {
      await this.#step();
      await new Promise((resolve) => setTimeout(resolve, this.chance.below(40)));
    }
  }

  /** All three are the same, and everything that was written is there once. */
  async settle(): Promise<string[]> {
    const texts = () =>
      [...this.#paths].map(([id, path]) => {
        const room = readText(this.#session.acquire(id).doc);
        this.#session.release(id);
        return { room, disk: this.#window.read(path)?.replaceAll('\r\n', '\n') ?? null };
      });
    await this.#window.folder.lookAtAll();
    await expect
      .poll(() => {
        const { inStep, heldBack, mode } = this.#window.folder.state;
        return [...texts().filter(({ room, disk }) => room !== disk), ...(inStep ? [] : [mode, ...heldBack])];
      })
      .toEqual([]);
    const all = texts()
      .map(({ room }) => room)
      .join('');
    return [...this.ledger.faults(all, () => false), ...this.#window.problems];
  }

  async end(): Promise<void> {
    await this.#session.dispose();
    await this.#client.close();
    await this.#window.close();
    this.#window.removeFolder();
  }

  async #step(): Promise<void> {
    const id = this.chance.of([...this.#paths.keys()]);
    const name = this.chance.weighted({ disk: 30, room: 30, both: 10, rename: 3, move: 3, reopen: 2, wait: 4 });
    if (name === 'disk' || name === 'both') this.#writeDisk(id);
    if (name === 'room' || name === 'both') this.#writeRoom(id);
    if (name === 'wait') await new Promise((resolve) => setTimeout(resolve, 400));
    if (name === 'reopen') await this.#reopen();
    // Names are changed when all is quiet: a program that writes to a name that has gone makes a new file.
    if (name === 'rename' || name === 'move') {
      await this.settle();
      const path = this.#paths.get(id) ?? '';
      const next = `${this.chance.of(['', 'sub/', 'new/er/'])}m${this.#moved++}.txt`;
      if (name === 'rename') {
        mkdirSync(this.#window.path(next.replace(/[^/]*$/, '')), { recursive: true });
        renameSync(this.#window.path(path), this.#window.path(next));
        this.#window.folder.moved(path, next);
      } else await hub.as(this.#room.owner).direct.documents.move({ documentId: id, path: next });
      this.#paths.set(id, next);
      await expect.poll(() => this.#window.record.byPath(next)?.id).toBe(id);
      await expect.poll(() => this.#window.read(next)).not.toBeNull();
    }
  }

  /** Reads and writes in one go, as it must for its own work not to write over ours. */
  #writeDisk(id: string): void {
    const at = this.#window.path(this.#paths.get(id) ?? '');
    writeFileSync(at, this.#edited(readFileSync(at, 'utf8'), this.here, '\r\n'));
  }

  #writeRoom(id: string): void {
    const session = this.#session.acquire(id);
    const content = textContent(session.doc);
    const before = content.toString();
    const at = place(before, this.chance.below(before.length + 1));
    if (this.chance.below(3) === 0) {
      const end = place(before, Math.min(before.length, at + this.chance.below(5)));
      this.ledger.remove(before.slice(at, end), this.there, false);
      content.delete(at, end - at);
    } else content.insert(at, this.#words(this.there, '\n'));
    this.#session.release(id);
  }

  #edited(before: string, by: object, lineEnd: string): string {
    let at = place(before, this.chance.below(before.length + 1));
    if (before[at] === '\n') at -= before[at - 1] === '\r' ? 1 : 0;
    if (this.chance.below(3) === 0) {
      const end = place(before, Math.min(before.length, at + this.chance.below(5)));
      this.ledger.remove(before.slice(at, end), by, false);
      return before.slice(0, at) + before.slice(end);
    }
    return before.slice(0, at) + this.#words(by, lineEnd) + before.slice(at);
  }

  #words(by: object, lineEnd: string): string {
    return this.chance.below(5) === 0 ? lineEnd : this.ledger.word(by, 1 + this.chance.below(3));
  }

  /** A window ends and comes back; both sides go on meanwhile. */
  async #reopen(): Promise<void> {
    const before = this.#window;
    await before.close();
    for (const id of this.#paths.keys()) {
      if (this.chance.below(2) === 0) this.#writeDisk(id);
      if (this.chance.below(2) === 0) this.#writeRoom(id);
    }
    this.#window = await SharedWindow.open(hub, this.#room.editor, this.#room.id, { after: before, quiet: 300 });
    this.#window.problems.push(...before.problems);
    await this.#window.folder.lookAtAll();
  }
}

function place(text: string, at: number): number {
  return isInsidePair(text, at) ? at - 1 : at;
}

describe('[SHARE-1] whatever is written where and when', () => {
  it.each(Array.from({ length: seeds }, (_, at) => at + 1))(
    'ends the same, with nothing lost: seed %i',
    async (seed) => {
      const story = await Story.begin(seed);
      try {
        await story.run();
        expect(await story.settle()).toEqual([]);
      } finally {
        await story.end();
      }
    },
  );
});
