/** One look at a set of paths: what each needs so that disk and room are the same again, and then does it. */
import { toHubClientError } from '@draftroom/core/client/hub-client-error';
import type { OpenRoom } from '../rooms/open-room.ts';
import { readIgnoreFiles } from './collect.ts';
import { DiskRefusals } from './disk-refusals.ts';
import { DiskSide } from './disk-side.ts';
import type { Reason } from './left-out.ts';
import type { LiveTexts } from './live-texts.ts';
import type { LocalDisk, LocalFile } from './local-disk.ts';
import type { Questions } from './questions.ts';
import { RoomSide } from './room-side.ts';
import type { SharedItem, ShareRecord } from './share-record.ts';
import { ignoreFileName, type ShareRules } from './share-rules.ts';
import { type SharedNode, sharedNode } from './shared-node.ts';

export interface SettlingDeps {
  readonly room: OpenRoom;
  readonly disk: LocalDisk;
  readonly record: ShareRecord;
  readonly rules: ShareRules;
  readonly live: LiveTexts;
  readonly questions: Questions;
  /** Milliseconds that a file has to be gone. */
  readonly grace: number;
  isShown(path: string): boolean;
  keepCopy(path: string, bytes: Uint8Array): Promise<void>;
  discard(path: string): Promise<void>;
  moveFile(from: string, to: string): Promise<boolean>;
  later(path: string, milliseconds: number): void;
  warn(what: string, error?: unknown): void;
}

export type HeldBack = Reason | 'differs' | 'kind' | 'disk';

/** More than so many that went at once are asked about. */
const many = 5;
/** Removals that follow each other within this time (milliseconds) count together. */
const together = 10_000;
const atOnce = 8;

interface Look {
  readonly path: string;
  readonly item: SharedItem | null;
  readonly node: SharedNode | null;
  readonly local: LocalFile | null;
}

type Known = Look & { readonly item: SharedItem };
type OnDisk = Look & { readonly local: LocalFile };

interface Looks {
  readonly goneHere: Known[];
  readonly goneThere: Known[];
  readonly newHere: OnDisk[];
  readonly newThere: (Look & { readonly node: SharedNode })[];
  readonly both: (OnDisk & { readonly node: SharedNode })[];
  readonly known: (OnDisk & Known & { readonly node: SharedNode })[];
}

export class Settling {
  readonly heldBack = new Map<string, HeldBack>();
  /** Texts of which the hub said that they changed, maybe while they were being taken up. */
  readonly stale = new Set<string>();
  readonly #deps: SettlingDeps;
  readonly #refusals: DiskRefusals;
  readonly #roomSide: RoomSide;
  readonly #diskSide: DiskSide;
  /** Since when files are missed. */
  readonly #missing = new Map<string, number>();
  readonly #moves = new Map<string, string>();
  /** When files were last removed on either side. */
  #removedAt: number[] = [];
  #rulesRead = false;
  #failed: string[] = [];
  #disposed = false;

  constructor(deps: SettlingDeps) {
    this.#deps = deps;
    this.#refusals = new DiskRefusals(deps, this.heldBack);
    this.#roomSide = new RoomSide(deps, this.heldBack, { stale: this.stale, refusals: this.#refusals });
    this.#diskSide = new DiskSide(deps, this.heldBack, this.stale);
  }

  expectMove(from: string, to: string): void {
    this.#moves.set(from, to);
  }

  dispose(): void {
    this.#disposed = true;
  }

  /** Paths that have to be tried again. */
  async round(paths: readonly string[]): Promise<string[]> {
    // The role may change at any wait: asked is where something is about to be sent.
    const { room } = this.#deps;
    this.#failed = [];
    if (!this.#rulesRead || paths.some((path) => path.endsWith(ignoreFileName))) {
      this.#deps.rules.setIgnoreFiles(await readIgnoreFiles(this.#deps.disk));
      this.#rulesRead = true;
    }
    await this.#followMoves();
    const looks = await this.#look(paths);
    if (room.mayWrite) await this.#sendMoves(looks);
    await this.#each(await this.#agreed(looks.goneThere, 'room'), (look) => this.#diskSide.remove(look));
    if (room.mayWrite) {
      const removed = await this.#agreed(looks.goneHere, 'here');
      await this.#each(removed, async ({ item, path }) => {
        this.#missing.delete(path);
        await this.#roomSide.remove(item);
      });
      await this.#create(looks.newHere);
    }
    await this.#each(looks.newThere, (look) => this.#diskSide.bring(look.node));
    await this.#each(looks.both, (look) => this.#diskSide.meet(look));
    await this.#each(looks.known, (look) => this.#diskSide.sync(look));
    this.#deps.questions.askDiffer(this.#diskSide.differing.splice(0));
    return this.#failed;
  }

  /** What has another path in the room gets it here. */
  async #followMoves(): Promise<void> {
    const { record, room, rules } = this.#deps;
    for (const item of record.items) {
      const node = room.facts.tree.byId(item.id);
      if (node === null || node.path === item.path) continue;
      const reason = rules.reason(node.path);
      // Under its old name it goes on being the same.
      if (reason !== null) this.heldBack.set(node.path, reason);
      else await this.#attempt(item.path, () => this.#diskSide.move(item, node.path));
    }
  }

  async #look(paths: readonly string[]): Promise<Looks> {
    const { record, room, disk } = this.#deps;
    const { tree } = room.facts;
    const all = new Set(paths);
    for (const path of paths) this.heldBack.delete(path);
    for (const item of record.items) if (tree.byId(item.id) === null) all.add(item.path);
    for (const node of tree.entries) {
      const shared = sharedNode(node);
      if (shared !== null && record.byId(shared.id) === null && !this.heldBack.has(node.path)) all.add(node.path);
    }
    const looks: Looks = { goneHere: [], goneThere: [], newHere: [], newThere: [], both: [], known: [] };
    await inParallel([...all], async (path) => {
      // What cannot be looked at is not gone: nothing is done for it.
      await this.#refusals.around(path, async () => {
        const local = await disk.stat(path);
        const item = record.byPath(path);
        const own = item === null ? null : tree.byId(item.id);
        sortIn(looks, { path, item, local, node: sharedNode(own ?? tree.at(path)), owned: own !== null });
      });
    });
    for (const { path } of [...looks.known, ...looks.newHere]) this.#missing.delete(path);
    return looks;
  }

  /** A file that went and one that came with the same content, or as an editor said, is the same under a new name. */
  async #sendMoves({ goneHere, newHere }: Looks): Promise<void> {
    for (const gone of [...goneHere]) {
      const expected = this.#moves.get(gone.path);
      for (const fresh of newHere) {
        const same = expected === fresh.path || (await this.#roomSide.isSame(gone.item, fresh.path));
        if (!same || this.#deps.rules.reason(fresh.path) !== null) continue;
        goneHere.splice(goneHere.indexOf(gone), 1);
        newHere.splice(newHere.indexOf(fresh), 1);
        this.#missing.delete(gone.path);
        this.#moves.delete(gone.path);
        await this.#attempt(fresh.path, () => this.#roomSide.move(gone.item, fresh.path));
        this.#deps.later(fresh.path, 0);
        break;
      }
    }
  }

  /** Of those that went on one side, the ones that may go on the other. */
  async #agreed(looks: readonly Known[], where: 'here' | 'room'): Promise<Known[]> {
    const { questions, record } = this.#deps;
    const sure = where === 'here' ? this.#longGone(looks) : await this.#reallyGone(looks);
    const agreed: Known[] = [];
    const open: Known[] = [];
    for (const look of sure) {
      const answer = questions.answer(look.path);
      if (answer === 'follow') agreed.push(look);
      else if (answer === 'bringBack') {
        record.drop(look.item);
        this.#missing.delete(look.path);
        this.#deps.later(look.path, 0);
      } else open.push(look);
    }
    const now = Date.now();
    this.#removedAt = this.#removedAt.filter((at) => now - at < together);
    if (open.length + this.#removedAt.length <= many) {
      this.#removedAt.push(...open.map(() => now));
      return [...agreed, ...open];
    }
    questions.askGone(
      open.map(({ path }) => path),
      where,
    );
    return agreed;
  }

  /** None while more are going: many that go one after the other are one question. */
  #longGone(looks: readonly Known[]): Known[] {
    const gone = looks.filter((look) => this.#isGone(look));
    const youngest = Math.max(...this.#missing.values(), 0);
    const left = youngest + this.#deps.grace - Date.now();
    if (left <= 0) return gone;
    for (const { path } of gone) this.#deps.later(path, left);
    return [];
  }

  /** Many programs replace a file by removing it first. */
  #isGone({ path }: Known): boolean {
    const { grace, later, isShown } = this.#deps;
    // An editor that still shows it may write it again.
    if (isShown(path)) return false;
    const since = this.#missing.get(path) ?? Date.now();
    this.#missing.set(path, since);
    const left = since + grace - Date.now();
    if (left > 0) later(path, left);
    return left <= 0;
  }

  /** A tree that was asked for before something was made does not have it. */
  async #reallyGone(looks: readonly Known[]): Promise<Known[]> {
    if (looks.length === 0) return [];
    const { client, roomId } = this.#deps.room;
    const tree = await client.trpc.documents.list.query({ roomId });
    const there = new Set([...tree.documents, ...tree.files].map(({ id }) => id));
    return looks.filter(({ item }) => !there.has(item.id));
  }

  async #create(looks: readonly OnDisk[]): Promise<void> {
    if (looks.length === 0) return;
    for (const path of await this.#roomSide.create(looks)) this.#failed.push(path);
  }

  async #each<Item extends Look>(looks: readonly Item[], work: (look: Item) => Promise<void>): Promise<void> {
    await inParallel(looks, (look) => this.#attempt(look.path, () => work(look)));
  }

  async #attempt(path: string, work: () => Promise<void>): Promise<void> {
    if (this.#disposed) return;
    try {
      await this.#refusals.around(path, work);
    } catch (thrown) {
      const error = toHubClientError(thrown);
      if (error.code === 'unreachable') throw thrown;
      if (error.retryable) this.#failed.push(path);
      else this.#deps.warn('one of the shared files', thrown);
    }
  }
}

function sortIn(looks: Looks, look: Look & { readonly owned: boolean }): void {
  const { item, local, node, owned } = look;
  if (item !== null && node !== null && (owned || (item.type === 'file' && node.type === 'file'))) {
    if (local === null) looks.goneHere.push({ ...look, item });
    else looks.known.push({ ...look, item, node, local });
  } else if (item !== null) looks.goneThere.push({ ...look, item });
  else if (node !== null && local !== null) looks.both.push({ ...look, node, local });
  else if (node !== null) looks.newThere.push({ ...look, node });
  else if (local !== null) looks.newHere.push({ ...look, local });
}

async function inParallel<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (;;) {
      const item = items[next++];
      if (item === undefined) return;
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}
