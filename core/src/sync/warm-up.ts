import * as Y from 'yjs';
import { newId } from '../contract/ids.ts';
import { LiveDocument } from './live-document.ts';

const pieces = 400;
const rounds = 60;

/**
 * Reads a made-up document often enough for the engine to be compiled. After a restart everybody comes back at once, and
 * code that runs for the first time takes ten times as long for each of their documents.
 */
export function warmUp(): void {
  const update = typedHereAndThere();
  const loaded = { snapshot: null, snapshotSeq: 0 };
  const record = { documentId: newId(), seq: 1, at: 0, userId: null, clientIds: [], origin: 'system', update } as const;
  for (let round = 0; round < rounds; round++) {
    const document = new LiveDocument({
      id: record.documentId,
      loaded: { ...loaded, tail: [record] },
      documentSize: update.length,
      now: Date.now,
      keep: () => {},
    });
    document.stateVector();
  }
}

/** Insertions and deletions in many places, a map and a list. */
function typedHereAndThere(): Uint8Array {
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
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}
