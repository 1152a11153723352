/** What a shared folder does on the disk, and for what both sides have. */
import { toHubClientError } from '@draftroom/core/client/hub-client-error';
import { sendFile } from '../files/room-files.ts';
import { applyEdits } from '../text-binding/edit-lists.ts';
import { reasonWithin } from './collect.ts';
import { isExpected, type Reason } from './left-out.ts';
import type { LocalFile } from './local-disk.ts';
import type { HeldBack, SettlingDeps } from './settling.ts';
import { markOf, type SharedItem } from './share-record.ts';
import { contentOf, type SharedNode, sharedNode } from './shared-node.ts';
import { type FileText, readFileText, writeFileText } from './text-format.ts';
import { editsOnto } from './three-way.ts';

interface OnBothSides {
  readonly path: string;
  readonly node: SharedNode;
  readonly local: LocalFile;
}

export class DiskSide {
  /** Files of which a person has to say which side counts. */
  readonly differing: string[] = [];
  readonly #deps: SettlingDeps;
  readonly #heldBack: Map<string, HeldBack>;
  readonly #stale: Set<string>;

  constructor(deps: SettlingDeps, heldBack: Map<string, HeldBack>, stale: Set<string>) {
    this.#deps = deps;
    this.#heldBack = heldBack;
    this.#stale = stale;
  }

  /** Something in the room that is not here. */
  async bring(node: SharedNode): Promise<void> {
    const { rules, disk, record } = this.#deps;
    const { path } = node;
    const reason = rules.reason(path);
    if (reason !== null) return this.#holdBack(path, reason);
    if ((await disk.obstacle(path)) !== null) return void this.#heldBack.set(path, 'twin');
    if (node.type === 'text') {
      const text = await contentOf(this.#deps.room, node.id);
      if (!(await disk.write(path, writeFileText(text).bytes, null))) return this.#deps.later(path, 1_000);
      record.setBase(record.add({ id: node.id, type: 'text', path, mark: '' }), text);
      this.#again(node.id, path);
    } else {
      const bytes = await this.#bytes(node);
      if (!(await disk.write(path, bytes, null))) return this.#deps.later(path, 1_000);
      record.add({ id: node.id, type: 'file', path, mark: node.assetId });
    }
  }

  /** A name that both sides have and nothing is known of. */
  async meet({ path, node }: OnBothSides): Promise<void> {
    const { rules, disk, record, questions, room } = this.#deps;
    const bytes = await disk.read(path);
    if (bytes === null) return;
    const reason = rules.reason(path) ?? reasonWithin(rules, path, bytes);
    if (reason !== null) return this.#holdBack(path, reason);
    const mine = readFileText(bytes);
    if ((node.type === 'text') !== (mine !== null)) return void this.#heldBack.set(path, 'kind');
    const theirs = node.type === 'text' ? await contentOf(this.#deps.room, node.id) : null;
    const same = theirs === null ? (await markOf(bytes)) === sharedMark(node) : mine?.text === theirs;
    const answer = same ? 'room' : questions.answer(path);
    if (answer !== 'room' && (answer !== 'mine' || !room.mayWrite)) {
      this.#heldBack.set(path, 'differs');
      if (answer === undefined && room.mayWrite) this.differing.push(path);
      return;
    }
    if (!same && answer === 'room') await this.#deps.keepCopy(path, bytes);
    // What is taken for the last common state decides which side has changed.
    const item = record.add({
      id: node.id,
      type: node.type,
      path,
      mark: answer === 'mine' ? sharedMark(node) : await markOf(bytes),
    });
    if (theirs !== null && mine !== null) record.setBase(item, answer === 'mine' ? theirs : mine.text);
    if (!same) this.#stale.add(node.id);
    this.#again(node.id, path);
  }

  async sync(look: OnBothSides & { readonly item: SharedItem }): Promise<void> {
    const { item, node } = look;
    if (node.type === 'file') return await this.#syncFile(look, node);
    if (item.type !== 'text' || this.#deps.isShown(item.path)) return;
    await this.#syncText(look);
  }

  /** Its document or file has gone from the room. What was changed here since is kept, and shared anew. */
  async remove(look: { item: SharedItem; node: SharedNode | null; local: LocalFile | null }) {
    const { disk, record, live, room, keepCopy, discard, later } = this.#deps;
    const { item, node } = look;
    await live.letGo(item.id);
    const base = item.type === 'text' ? await record.base(item) : null;
    record.drop(item);
    if (node !== null) {
      // Something else stands in its place.
      if (node.type === 'text' && item.type === 'text' && base !== null) {
        record.setBase(record.add({ id: node.id, type: 'text', path: item.path, mark: '' }), base);
        this.#stale.add(node.id);
      }
      return later(item.path, 0);
    }
    const bytes = await disk.read(item.path);
    if (bytes === null) return;
    const unchanged = base === null ? (await markOf(bytes)) === item.mark : readFileText(bytes)?.text === base;
    if (!unchanged) return room.mayWrite ? later(item.path, 0) : undefined;
    await keepCopy(item.path, bytes);
    await discard(item.path);
  }

  async move(item: SharedItem, to: string): Promise<void> {
    const { disk, live, record, moveFile } = this.#deps;
    await live.letGo(item.id);
    const there = (await disk.stat(item.path)) !== null;
    if (there && !(await moveFile(item.path, to))) return void this.#heldBack.set(to, 'twin');
    record.move(item, to);
    this.#deps.later(to, 0);
  }

  async #syncText({ item, local }: OnBothSides & { readonly item: SharedItem }): Promise<void> {
    const { live, disk, record, room } = this.#deps;
    const stat = `${local.size}:${local.changedAt}`;
    const stale = this.#stale.delete(item.id);
    if (live.has(item.id)) return this.#touch(item);
    if (!stale && item.stat === stat) return;
    const bytes = await disk.read(item.path);
    if (bytes === null) return this.#deps.later(item.path, 0);
    const mine = readFileText(bytes);
    if (mine === null) return void this.#heldBack.set(item.path, 'kind');
    const base = await record.base(item);
    const unchanged = mine.text === base;
    if (unchanged) record.setStat(item, stat);
    if (unchanged && !stale) return;
    try {
      const theirs = await contentOf(this.#deps.room, item.id);
      if (theirs === mine.text) {
        if (!unchanged) record.setBase(item, theirs);
      } else if (room.mayWrite) this.#touch(item);
      else await this.#merge(item, { mine, theirs, base });
    } catch (error) {
      if (stale) this.#stale.add(item.id);
      throw error;
    }
  }

  /** Not waited for: without a hub it takes until there is one. */
  #touch(item: SharedItem): void {
    this.#deps.live.touch(item).catch((error: unknown) => {
      if (toHubClientError(error).code !== 'unreachable') this.#deps.warn('keeping a file in step', error);
      this.#stale.add(item.id);
      this.#deps.later(item.path, 3_000);
    });
  }

  /** For who may only read: what others wrote comes here, what was written here stays here. */
  async #merge(item: SharedItem, texts: { mine: FileText; theirs: string; base: string | null }): Promise<void> {
    const { disk, record, keepCopy, later } = this.#deps;
    const { mine, theirs, base } = texts;
    if (theirs === base) return;
    if (base === null) await keepCopy(item.path, mine.bytes);
    const merged = applyEdits(theirs, editsOnto(base ?? mine.text, mine.text, theirs));
    // Whoever has begun to type there since the look saves it first.
    const isShown = this.#deps.isShown(item.path);
    if (
      isShown ||
      (merged !== mine.text && !(await disk.write(item.path, writeFileText(merged, mine).bytes, mine.bytes)))
    ) {
      this.#stale.add(item.id);
      return later(item.path, 500);
    }
    record.setBase(item, theirs);
  }

  async #syncFile(
    { item, local, path }: OnBothSides & { readonly item: SharedItem },
    node: SharedNode & { type: 'file' },
  ): Promise<void> {
    const { disk, record, room, rules, questions, keepCopy } = this.#deps;
    const stat = `${local.size}:${local.changedAt}`;
    if (node.id !== item.id) record.setId(item, node.id);
    if (item.stat === stat && item.mark === node.assetId) return;
    const bytes = await disk.read(item.path);
    if (bytes === null) return this.#deps.later(path, 0);
    const mark = await markOf(bytes);
    const done = () => {
      record.setMark(item, node.assetId);
      record.setStat(item, stat);
    };
    if (mark === node.assetId) return done();
    const mine = mark !== item.mark;
    const theirs = node.assetId !== item.mark;
    const answer = mine && theirs ? questions.answer(path) : mine ? 'mine' : 'room';
    if (answer === 'room') {
      if (mine) await keepCopy(item.path, bytes);
      const fresh = await this.#bytes(node);
      if (await disk.write(item.path, fresh, bytes)) record.setMark(item, node.assetId);
      else this.#deps.later(path, 500);
    } else if (answer === 'mine' && room.mayWrite) {
      const reason = reasonWithin(rules, path, bytes);
      if (reason !== null) return void this.#heldBack.set(path, reason);
      await sendFile(room, item.path, bytes, true);
      await room.facts.refresh();
      const now = sharedNode(room.facts.tree.at(item.path));
      if (now?.type !== 'file') return void this.#heldBack.set(path, 'kind');
      record.setId(item, now.id);
      record.setMark(item, mark);
      // Somebody has replaced it again since it was sent.
      if (now.assetId !== mark) this.#deps.later(path, 0);
    } else if (mine && theirs) {
      this.#heldBack.set(path, 'differs');
      if (answer === undefined && room.mayWrite) this.differing.push(path);
    }
  }

  /** What changed in the room while it was being taken up told of nothing that was known. */
  #again(id: string, path: string): void {
    if (this.#stale.has(id)) this.#deps.later(path, 0);
  }

  #holdBack(path: string, reason: Reason): void {
    if (!isExpected(reason)) this.#heldBack.set(path, reason);
  }

  async #bytes(node: SharedNode): Promise<Uint8Array> {
    const { room } = this.#deps;
    const answer = await room.client.request(`rooms/${room.roomId}/files/${node.id}`);
    return new Uint8Array(await answer.arrayBuffer());
  }
}

function sharedMark(node: SharedNode): string {
  return node.type === 'file' ? node.assetId : '';
}
