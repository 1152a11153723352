/**
 * A folder of this machine and a room, kept in step. What has to be done is found by looking, never by what an event
 * said: for each path at what was last the same, what the disk has, and what the room has. Own writes cause no work,
 * because then all three are the same.
 */
import { toHubClientError } from '@draftroom/core/client/hub-client-error';
import type { ReplicaIds } from '../documents/replica-ids.ts';
import type { OpenRoom } from '../rooms/open-room.ts';
import { Signal } from '../rooms/signal.ts';
import { isExpected, isNever } from './left-out.ts';
import { LiveTexts } from './live-texts.ts';
import type { LocalDisk, LocalListing } from './local-disk.ts';
import { Questions, type SharePeople } from './questions.ts';
import { dateLag, RoomChanges } from './room-changes.ts';
import { type HeldBack, Settling } from './settling.ts';
import type { SharedItem, ShareRecord } from './share-record.ts';
import type { ShareRules } from './share-rules.ts';
import { contentOf, sharedNode } from './shared-node.ts';
import type { FileText } from './text-format.ts';

export interface SharedFolderDeps {
  readonly room: OpenRoom;
  readonly disk: LocalDisk;
  readonly record: ShareRecord;
  readonly rules: ShareRules;
  readonly ids: ReplicaIds;
  readonly people: SharePeople;
  /** Whether an editor shows the file, which then belongs to it. */
  isShown(path: string): boolean;
  keepCopy(path: string, bytes: Uint8Array): Promise<void>;
  /** To the trash where there is one; a copy was kept before. */
  discard(path: string): Promise<void>;
  moveFile(from: string, to: string): Promise<boolean>;
  wrote(path: string, before: FileText, after: FileText): void;
  warn(what: string, error?: unknown): void;
  readonly timing?: Partial<ShareTiming>;
}

/** In milliseconds. */
export interface ShareTiming {
  /** Changes that come within this time are looked at together. */
  readonly gather: number;
  /** How long a file has to be gone: many programs replace a file by removing it. */
  readonly grace: number;
  readonly quiet: number;
  /** Until work that the hub did not take is tried again. */
  readonly again: number;
  /** Until what changed right before the hub was listened to is looked for. */
  readonly lookAgain: number;
}

const defaultTiming: ShareTiming = { gather: 150, grace: 1_500, quiet: 30_000, again: 3_000, lookAgain: dateLag };
const mostOpen = 48;

export interface ShareState {
  readonly files: number;
  /** Shared by nobody for a reason that came up later. */
  readonly heldBack: ReadonlyMap<string, HeldBack>;
  readonly mode: 'both' | 'readOnly' | 'offline';
  readonly inStep: boolean;
  readonly asks: boolean;
}

export class SharedFolder {
  readonly changed = new Signal<void>();
  readonly #deps: SharedFolderDeps;
  readonly #timing: ShareTiming;
  readonly #live: LiveTexts;
  readonly #questions: Questions;
  readonly #settling: Settling;
  readonly #changes: RoomChanges;
  readonly #stops: (() => void)[];
  /** Paths to look at, and since when. */
  readonly #dirty = new Set<string>();
  readonly #laters = new Set<ReturnType<typeof setTimeout>>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Paths that may be new folders. */
  readonly #folders = new Set<string>();
  #foldersTimer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | null = null;
  #again = false;
  #disposed = false;
  #mayWrite: boolean;
  #trouble: 'none' | 'offline' = 'none';
  #told = '';

  constructor(deps: SharedFolderDeps) {
    this.#deps = deps;
    this.#timing = { ...defaultTiming, ...deps.timing };
    const { room, record } = deps;
    this.#mayWrite = room.mayWrite;
    this.#live = new LiveTexts(
      {
        ...deps,
        onProblem: (problem) => deps.warn(`binding of a shared file: ${problem}`),
      },
      {
        most: mostOpen,
        quiet: this.#timing.quiet,
        onEnd: (item) => this.look(item.path),
        onChange: () => this.#tell(),
      },
    );
    this.#questions = new Questions(deps.people, (paths) => {
      for (const path of paths) this.#dirty.add(path);
      this.#soon();
    });
    this.#settling = new Settling({
      ...deps,
      live: this.#live,
      questions: this.#questions,
      grace: this.#timing.grace,
      later: (path, milliseconds) => this.#later(path, milliseconds),
    });
    this.#changes = new RoomChanges({
      room,
      record,
      lookAgain: this.#timing.lookAgain,
      onChanged: (id) => {
        this.#settling.stale.add(id);
        const item = record.byId(id);
        // What is not known yet is looked at when it is.
        if (item !== null) this.look(item.path);
      },
    });
    this.#stops = [
      room.facts.treeChanged.listen(() => this.#soon()),
      room.facts.roomChanged.listen(() => this.#roleChanged()),
    ];
    room.session.presence.on('changed', this.#roleChanged);
    room.session.connection.on('state', this.#connectionChanged);
  }

  get state(): ShareState {
    const { record } = this.#deps;
    const offline = this.#trouble === 'offline' || this.#deps.room.session.connection.state.state !== 'open';
    return {
      files: record.items.length,
      heldBack: this.#settling.heldBack,
      mode: offline ? 'offline' : this.#mayWrite ? 'both' : 'readOnly',
      inStep: !offline && this.#dirty.size === 0 && this.#running === null && this.#live.inStep,
      asks: this.#questions.open,
    };
  }

  /** Something may have happened at a path, on either side. */
  look(path: string): void {
    this.#dirty.add(path.normalize('NFC'));
    this.#soon();
  }

  /** A person says which side of a file counts that differs. */
  decide(path: string, answer: 'room' | 'mine'): void {
    this.#questions.decide(path, answer);
  }

  /** What the room says at a path; null: no text is there. */
  async roomText(path: string): Promise<string | null> {
    const { room } = this.#deps;
    const node = sharedNode(room.facts.tree.at(path));
    return node?.type === 'text' ? await contentOf(room, node.id) : null;
  }

  /** The same for a file that was in step elsewhere: the room may have more than the disk, of which nothing tells. */
  lookAnew(path: string): void {
    const item = this.#deps.record.byPath(path);
    if (item !== null) this.#settling.stale.add(item.id);
    this.look(path);
  }

  /** The same for everything below, if it is or was a folder. */
  lookBelow(path: string): void {
    const { record, rules } = this.#deps;
    const here = path.normalize('NFC');
    // Version control writes all the time.
    if (this.#disposed || isNever(here)) return;
    const start = `${here}/`;
    const below = record.items.filter((item) => item.path.startsWith(start));
    for (const item of below) this.#dirty.add(item.path);
    const isShared = record.byPath(here) !== null;
    const reason = rules.reason(here);
    if (isShared || below.length > 0 || reason === null || !isExpected(reason)) this.look(here);
    if (!isShared && rules.entersFolder(here)) this.#lookIntoSoon(here);
  }

  /** Looks at everything: after a start, and where events may have been missed. */
  async lookAtAll(): Promise<void> {
    const { disk, record, rules, room } = this.#deps;
    const listing = await disk.list((folder) => rules.entersFolder(folder));
    const there = new Set(listing.files.map(({ path }) => path));
    this.#addChanged(listing);
    for (const { path } of record.items) if (!there.has(path)) this.#dirty.add(path);
    for (const { path } of room.facts.tree.entries) if (record.byPath(path) === null) this.#dirty.add(path);
    this.#soon();
  }

  /** An editor of this window moved a file or a folder: the same documents go on under new names. */
  moved(from: string, to: string): void {
    for (const { path } of this.#deps.record.items) {
      if (path !== from && !path.startsWith(`${from}/`)) continue;
      const target = `${to}${path.slice(from.length)}`;
      this.#settling.expectMove(path, target);
      this.look(path);
      this.look(target);
    }
  }

  /** An editor shows the file from now on. Resolves when nothing else writes it. */
  async handOver(item: SharedItem): Promise<void> {
    await this.#live.letGo(item.id);
  }

  /** When everything that is known of has been dealt with; for tests and for the end. */
  async idle(): Promise<void> {
    while ((this.#timer !== undefined || this.#running !== null) && !this.#disposed) {
      await (this.#running ?? new Promise((resolve) => setTimeout(resolve, this.#timing.gather)));
    }
  }

  /** Ends for now; what is kept lets it go on later. */
  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#foldersTimer);
    for (const timer of this.#laters) clearTimeout(timer);
    for (const stop of this.#stops) stop();
    const { room, record } = this.#deps;
    room.session.presence.off('changed', this.#roleChanged);
    room.session.connection.off('state', this.#connectionChanged);
    this.#changes.dispose();
    this.#settling.dispose();
    await this.#running;
    await this.#live.dispose();
    await record.flush();
    this.changed.clear();
  }

  #soon(): void {
    if (this.#disposed) return;
    this.#tell();
    if (this.#running !== null) {
      this.#again = true;
      return;
    }
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#running = this.#run().finally(() => {
        this.#running = null;
        if (this.#again) {
          this.#again = false;
          this.#soon();
        }
        this.#tell();
      });
    }, this.#timing.gather);
  }

  /** A folder that came with everything in it is told of once. */
  #lookIntoSoon(folder: string): void {
    this.#folders.add(folder);
    this.#foldersTimer ??= setTimeout(() => {
      this.#foldersTimer = undefined;
      this.#lookInto().catch((error: unknown) => this.#deps.warn('looking at a folder', error));
    }, this.#timing.gather);
  }

  async #lookInto(): Promise<void> {
    const { disk, rules } = this.#deps;
    const folders = [...this.#folders];
    this.#folders.clear();
    for (const folder of folders) this.#addChanged(await disk.list((path) => rules.entersFolder(path), folder));
    this.#soon();
  }

  /** Most files are as they were when they were last read. */
  #addChanged({ files }: LocalListing): void {
    for (const { path, size, changedAt } of files) {
      if (this.#deps.record.byPath(path)?.stat !== `${size}:${changedAt}`) this.#dirty.add(path);
    }
  }

  #later(path: string, milliseconds: number): void {
    if (this.#disposed) return;
    const timer = setTimeout(() => {
      this.#laters.delete(timer);
      this.look(path);
    }, milliseconds);
    this.#laters.add(timer);
  }

  async #run(): Promise<void> {
    const paths = [...this.#dirty];
    this.#dirty.clear();
    try {
      // Nobody told what happened in the room meanwhile, and the sockets may come later than this.
      if (this.#trouble === 'offline') await this.#deps.room.facts.refresh();
      const failed = await this.#settling.round(paths);
      this.#trouble = 'none';
      for (const path of failed) this.#later(path, this.#timing.again);
      if (failed.length === 0 && this.#dirty.size === 0) this.#changes.lookedAtAll();
    } catch (thrown) {
      const error = toHubClientError(thrown);
      if (!error.retryable) this.#deps.warn('keeping a folder in step', thrown);
      this.#trouble = error.code === 'unreachable' ? 'offline' : this.#trouble;
      for (const path of paths) this.#later(path, this.#timing.again);
    }
  }

  readonly #roleChanged = (): void => {
    const { mayWrite } = this.#deps.room;
    if (mayWrite === this.#mayWrite) return;
    this.#mayWrite = mayWrite;
    // Bound files would have what is written here taken back.
    if (!mayWrite) this.#live.abandonAll();
    // At once, for the editors: what is typed from now on is the person's own.
    this.changed.tell();
    this.#deps.people.roleChanged(mayWrite);
    void this.lookAtAll().catch((error: unknown) => this.#deps.warn('looking at a folder', error));
  };

  readonly #connectionChanged = (): void => {
    if (this.#deps.room.session.connection.state.state === 'open') this.#soon();
    this.#tell();
  };

  #tell(): void {
    const { heldBack, ...state } = this.state;
    const now = JSON.stringify([state, heldBack.size]);
    if (now === this.#told) return;
    this.#told = now;
    this.changed.tell();
  }
}
