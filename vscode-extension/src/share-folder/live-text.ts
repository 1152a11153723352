/** One file that no editor shows and one text of the room, kept in step over an open document. */
import type { DocumentSession } from '@draftroom/core/client/document-session';
import { insertText, readText, repairText, textContent } from '@draftroom/core/model/text/text-document';
import { normaliseLineEnds } from '@draftroom/core/model/text/text-edits';
import type * as Y from 'yjs';
import type { ReplicaIds } from '../documents/replica-ids.ts';
import { loadedSession, syncedSession } from '../files/room-files.ts';
import type { OpenRoom } from '../rooms/open-room.ts';
import { TextBinding } from '../text-binding/text-binding.ts';
import { DiskText } from './disk-text.ts';
import type { LocalDisk } from './local-disk.ts';
import type { SharedItem, ShareRecord } from './share-record.ts';
import { type FileText, readFileText } from './text-format.ts';
import { editsOnto } from './three-way.ts';

/** Milliseconds that the end waits for what is under way. */
const longestSettling = 2_000;

export interface LiveTextDeps {
  readonly room: OpenRoom;
  readonly disk: LocalDisk;
  readonly record: ShareRecord;
  readonly ids: ReplicaIds;
  /** A copy for the person, of what is about to be written over. */
  keepCopy(path: string, bytes: Uint8Array): Promise<void>;
  /** A file was written by this window. */
  wrote(path: string, before: FileText, after: FileText): void;
  onProblem(problem: string): void;
}

/** Why it ended by itself: the file or the document has gone, or the hub has refused what was written here. */
export type LiveTextEnd = 'fileGone' | 'documentGone' | 'refused';

export class LiveText {
  readonly item: SharedItem;
  /** When anything last happened to it. */
  activeAt = Date.now();
  onEnd: (end: LiveTextEnd) => void = () => undefined;
  onChange: () => void = () => undefined;
  readonly #deps: LiveTextDeps;
  readonly #session: DocumentSession;
  readonly #doc: Y.Doc;
  readonly #clientId: number;
  readonly #text: DiskText;
  readonly #binding: TextBinding;
  /** What both sides said when the hub last had everything. */
  #agreed: string;
  #ended = false;

  /** Null: the file or the document is not there. Waits until the hub has answered. */
  static async open(deps: LiveTextDeps, item: SharedItem, signal: AbortSignal): Promise<LiveText | null> {
    const { room, disk, record } = deps;
    const session = await loadedSession(room, item.id);
    try {
      await syncedSession(session, signal);
      const bytes = await disk.read(item.path);
      const file = bytes === null ? null : readFileText(bytes);
      if (file === null || signal.aborted) return giveBack();
      const base = await record.base(item);
      const theirs = normaliseLineEnds(readText(session.doc));
      // Not known what was done where: the room's text wins, and ours is kept beside.
      if (base === null && file.text !== theirs) await deps.keepCopy(item.path, file.bytes);
      // The role may have been lowered while this waited: what is brought in now would be refused.
      if (!room.mayWrite) return giveBack();
      return new LiveText({ deps, item, session, file, base: base ?? file.text });
    } catch (error) {
      giveBack();
      throw error;
    }

    function giveBack(): null {
      room.session.release(item.id, { now: true });
      return null;
    }
  }

  private constructor(parts: {
    deps: LiveTextDeps;
    item: SharedItem;
    session: DocumentSession;
    file: FileText;
    base: string;
  }) {
    const { deps, item, session, file, base } = parts;
    this.item = item;
    this.#deps = deps;
    this.#session = session;
    this.#doc = session.doc;
    this.#agreed = base;
    this.#clientId = deps.ids.take(this.#doc);
    bringIn(this.#doc, { base, mine: file.text });
    this.#text = new DiskText({
      disk: deps.disk,
      path: item.path,
      file,
      events: {
        changed: (event) => {
          this.#touch();
          this.#binding.changed(event);
        },
        gone: () => this.#end('fileGone'),
        wrote: (before, after) => {
          this.#touch();
          deps.wrote(item.path, before, after);
        },
      },
    });
    this.#binding = new TextBinding({
      doc: this.#doc,
      editor: this.#text,
      clientId: this.#clientId,
      onProblem: deps.onProblem,
    });
    session.on('saved', this.#savedChanged);
    session.on('replaced', this.#replaced);
    session.on('closed', this.#closed);
    this.#doc.on('update', this.#updated);
  }

  /** Whether disk, room and hub say the same, as far as this window knows. */
  get inStep(): boolean {
    const { saved, synced: isSynced } = this.#session;
    return saved.state === 'saved' && isSynced && this.#binding.shown === normaliseLineEnds(readText(this.#doc));
  }

  /** The file may have changed. */
  async reread(): Promise<void> {
    this.#touch();
    await this.#text.reread();
  }

  /** Lets go; what is kept is what the file says now. */
  async close(): Promise<void> {
    if (this.#ended) return;
    await this.#text.reread();
    // What is being written now would be on the disk and not in what is kept, as if it were the person's own.
    await Promise.race([this.#binding.settled(), new Promise((resolve) => setTimeout(resolve, longestSettling))]);
    if (this.#ended) return;
    const said = this.#binding.shown;
    this.#release();
    this.#deps.record.setBase(this.item, said);
    await this.idle();
  }

  /** When nothing more is written. */
  idle(): Promise<void> {
    return this.#text.idle();
  }

  /** Lets go of work that the hub may refuse: compared is with what it had last. */
  abandon(): void {
    if (this.#ended) return;
    this.#release();
    this.#deps.record.setBase(this.item, this.#agreed);
  }

  #touch(): void {
    this.activeAt = Date.now();
    this.onChange();
    // What others wrote changes nothing in what is saved: when it is on the disk, both sides say the same again.
    void this.#binding.settled().then(() => this.#ended || this.#savedChanged());
  }

  readonly #updated = (): void => this.#touch();

  readonly #savedChanged = (): void => {
    if (this.inStep && this.#agreed !== this.#binding.shown) {
      this.#agreed = this.#binding.shown;
      this.#deps.record.setBase(this.item, this.#agreed);
    }
    this.onChange();
  };

  /** What the hub refused stays on the disk, so the draft holds nothing that is not there. */
  readonly #replaced = (): void => {
    const { draft } = this.#session;
    if (draft !== null && normaliseLineEnds(draft.refused) === this.#binding.shown) void this.#session.discardDraft();
    this.abandon();
    this.onEnd('refused');
  };

  readonly #closed = (): void => this.#end('documentGone');

  #end(end: LiveTextEnd): void {
    this.abandon();
    this.onEnd(end);
  }

  #release(): void {
    this.#ended = true;
    this.#session.off('saved', this.#savedChanged);
    this.#session.off('replaced', this.#replaced);
    this.#session.off('closed', this.#closed);
    this.#doc.off('update', this.#updated);
    this.#binding.dispose();
    this.#deps.ids.giveBack(this.#doc, this.#clientId);
    this.#deps.room.session.release(this.item.id, { now: true });
  }
}

/** What was done here since both were the same becomes part of the document, as the person's own edits. */
export function bringIn(doc: Y.Doc, { base, mine }: { base: string; mine: string }): void {
  const origin = bringIn;
  repairText(doc, origin);
  const edits = editsOnto(base, mine.toWellFormed(), readText(doc));
  for (const { index, remove, insert } of edits.toReversed()) {
    if (remove > 0) doc.transact(() => textContent(doc).delete(index, remove), origin);
    insertText(doc, index, insert, origin);
  }
}
