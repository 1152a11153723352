/**
 * What separates a replica of a text from the text itself, read from both lists of Yjs items. A replica that lacks some
 * updates has some of the same items in the same order, so one walk gives every insertion and deletion where it
 * happened; a diff of the two texts would have to guess, and carets would jump.
 */
import type { TextEdit } from '@draftroom/core/model/text/text-edits';
import { joined } from '@draftroom/core/model/text/text-edits';
import * as Y from 'yjs';

export interface ReplicaDiff {
  /** In offsets of the replica's text. */
  edits: TextEdit[];
  /** The text that they lead to. */
  text: string;
}

/** Null when either holds what a text never holds, so that items do not stand for characters. */
export function replicaDiff(replica: Y.Text, content: Y.Text): ReplicaDiff | null {
  const { doc } = replica;
  if (doc === null) return null;
  const walk = new ReplicaWalk(replica);
  const edits: TextEdit[] = [];
  let text = '';
  let index = 0;
  for (let item = content._start; item !== null; item = item.right) {
    const shown = visibleText(item);
    if (shown === null) return null;
    const { client, clock } = item.id;
    const known = Math.max(0, Math.min(item.length, Y.getState(doc.store, client) - clock));
    for (let at = 0; at < known; ) {
      const piece = walk.next(known - at);
      if (piece === null) return null;
      if (piece.visible) {
        if (shown === '') edits.push({ index, remove: piece.length, insert: '' });
        index += piece.length;
      }
      at += piece.length;
    }
    const added = shown.slice(known);
    if (added !== '') edits.push({ index, remove: 0, insert: added });
    text += shown;
  }
  return { edits: joined(edits), text };
}

/** Goes through the items of a text in pieces as long as asked for, or shorter. */
class ReplicaWalk {
  #item: Y.Item | null;
  #used = 0;

  constructor(text: Y.Text) {
    this.#item = text._start;
  }

  next(most: number): { length: number; visible: boolean } | null {
    const item = this.#item;
    if (item === null) return null;
    const shown = visibleText(item);
    if (shown === null) return null;
    const length = Math.min(most, item.length - this.#used);
    this.#used += length;
    if (this.#used === item.length) {
      this.#item = item.right;
      this.#used = 0;
    }
    return { length, visible: shown !== '' };
  }
}

/** Deleted items and marks show nothing; null for an embed. */
function visibleText(item: Y.Item): string | null {
  if (item.deleted || !item.countable) return '';
  return item.content instanceof Y.ContentString ? item.content.str : null;
}
