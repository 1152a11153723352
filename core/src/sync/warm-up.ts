import * as Y from 'yjs';
import { newId } from '../contract/ids.ts';
import { LiveDocument } from './live-document.ts';
import { decodeEntry, encodeBatch, type LogEntry } from './log/batch-codec.ts';
import type { LogRecord } from './ports.ts';

const pieces = 400;
const keys = 300;
const rounds = 40;

/**
 * Reads a made-up document often enough for the engine to be compiled: a state and what was typed since, as they come
 * from the log. After a restart everybody comes back at once, and code that runs for the first time takes ten times as
 * long for each of their documents.
 */
export function warmUp(): void {
  const { state, typed } = typedHereAndThere();
  const documentId = newId();
  const entries = typed.map((update, i): LogEntry => {
    const record = {
      documentId,
      seq: i + 2,
      at: 0,
      userId: documentId,
      clientIds: [1],
      origin: 'typing',
      update,
    } as const;
    return { kind: 'record', record };
  });
  const { bytes, places } = encodeBatch(new Uint8Array(8), 1, entries, 0);
  const batch = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let round = 0; round < rounds; round++) {
    const tail: LogRecord[] = [];
    for (const { offset } of places) {
      const decoded = decodeEntry(batch, offset, batch.length)?.entry;
      if (typeof decoded === 'object' && decoded.kind === 'record') tail.push(decoded.record);
    }
    const document = new LiveDocument({
      id: documentId,
      loaded: { snapshot: state, snapshotSeq: 1, tail },
      documentSize: Number.POSITIVE_INFINITY,
      now: Date.now,
      keep: () => {},
    });
    document.stateVector();
    for (const one of document.tail) document.tailFrame(one);
  }
}

/** Insertions and deletions in many places, a map and a list; and then keys, one update each. */
function typedHereAndThere(): { state: Uint8Array; typed: Uint8Array[] } {
  const doc = new Y.Doc();
  const text = doc.getText('content');
  doc.transact(() => {
    text.insert(0, 'warm up '.repeat(64));
    for (let i = 0; i < pieces; i++) {
      text.insert((i * 7_919) % text.length, i % 5 === 0 ? 'ü😀' : 'ab');
      if (i % 3 === 0) text.delete((i * 104_729) % (text.length - 1), 1);
    }
    for (let i = 0; i < 50; i++) doc.getMap('map').set(`${i}`, { list: [i, `${i}`, null] });
  });
  const encoded = Y.encodeStateAsUpdate(doc);
  const state = Buffer.from(encoded.buffer, encoded.byteOffset, encoded.length);
  const typed: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => typed.push(update));
  for (let i = 0; i < keys; i++) {
    if (i % 7 === 6) text.delete((i * 104_729) % (text.length - 1), 1);
    else text.insert((Math.floor(i / 20) * 7_919 + (i % 20)) % text.length, 'k');
  }
  doc.destroy();
  return { state, typed };
}
