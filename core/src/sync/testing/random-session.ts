import * as Y from 'yjs';
import { type Chance, createChance } from '../../contract/chance.ts';

export interface RandomSession {
  readonly docs: readonly Y.Doc[];
  /** Everything that the documents emitted, in the order of its making. */
  readonly updates: readonly Uint8Array[];
}

/** A few people write all kinds of content that Yjs has, sync now and then, undo, and delete. */
export function randomSession(seed: number, steps: number): RandomSession {
  const chance = createChance(seed);
  const updates: Uint8Array[] = [];
  const docs = Array.from({ length: 2 + chance(2) }, (_, i) => {
    const doc = new Y.Doc();
    // Never the same for two of them, which Yjs does not allow.
    doc.clientID = 1 + i + chance(2) * (2 ** 31 + 4 * chance(1000));
    doc.on('update', (update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      if (transaction.local) updates.push(update);
    });
    return doc;
  });
  const undoers = docs.map((doc) => new Y.UndoManager([doc.getText('text'), doc.getMap('map')], { captureTimeout: 0 }));
  for (let step = 0; step < steps; step++) {
    const at = chance(docs.length);
    const doc = docs[at] as Y.Doc;
    const action = chance(14);
    if (action === 12) {
      const from = docs[chance(docs.length)] as Y.Doc;
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(from, Y.encodeStateVector(doc)));
    } else if (action === 13) {
      undoers[at]?.[chance(3) === 0 ? 'redo' : 'undo']();
    } else {
      doc.transact(() => {
        for (let i = chance(3); i >= 0; i--) edit(doc, chance, action);
      });
    }
  }
  return { docs, updates };
}

function edit(doc: Y.Doc, chance: Chance, action: number): void {
  const text = doc.getText('text');
  const map = doc.getMap('map');
  const list = doc.getArray('list');
  const at = (length: number) => chance(length + 1);
  switch (action) {
    case 0:
    case 1:
      text.insert(at(text.length), word(chance));
      return;
    case 2:
      if (text.length > 0) text.delete(chance(text.length), 1);
      return;
    case 3:
      if (text.length > 2)
        text.format(chance(text.length - 2), 2, { [`b${chance(2)}`]: chance(2) === 0 ? true : null });
      return;
    case 4:
      text.insertEmbed(at(text.length), { image: word(chance), size: [chance(9), null, 1.5e3, -0.25] });
      return;
    case 5:
      map.set(`k${chance(4)}`, anyValue(chance, 0));
      return;
    case 6:
      map.delete(`k${chance(4)}`);
      return;
    case 7:
      list.insert(at(list.length), [anyValue(chance, 0), anyValue(chance, 0)]);
      return;
    case 8:
      list.insert(at(list.length), [new Uint8Array([1, 2, chance(256)])]);
      return;
    case 9:
      if (list.length > 0) list.delete(chance(list.length), 1);
      return;
    case 10:
      nest(doc, chance);
      return;
    default: {
      const xml = doc.getXmlFragment('xml');
      const element = new Y.XmlElement('p');
      element.setAttribute('class', word(chance));
      element.insert(0, [new Y.XmlText(word(chance)), new Y.XmlElement('br')]);
      xml.insert(at(xml.length), [element]);
      return;
    }
  }
}

function nest(doc: Y.Doc, chance: Chance): void {
  const map = doc.getMap<unknown>('map');
  const inner = map.get('inner');
  if (!(inner instanceof Y.Map) || chance(5) === 0) {
    map.set('inner', new Y.Map([['title', new Y.Text(word(chance))]]));
    return;
  }
  const title = inner.get('title');
  if (title instanceof Y.Text) title.insert(chance(title.length + 1), word(chance));
  inner.set(`n${chance(3)}`, chance(2) === 0 ? new Y.Array() : chance(100));
}

const words = ['a', 'hello world', 'ünïcödé', '漢字', '👩‍👩‍👧', '\u{1f600}x', '\0\n\t', 'x'.repeat(300)];

function word(chance: Chance): string {
  return words[chance(words.length)] as string;
}

function anyValue(chance: Chance, depth: number): unknown {
  switch (chance(depth > 3 ? 9 : 11)) {
    case 0:
      return null;
    case 1:
      return chance(2) === 0;
    case 2:
      return chance(2 ** 31) - 2 ** 30;
    case 3:
      return chance(1000) / 7;
    case 4:
      return 2 ** 40 + chance(1000);
    case 5:
      return word(chance);
    case 6:
      return new Uint8Array(chance(5));
    case 7:
      return depth === 0 ? 7 : 1234567890123456789n;
    case 8:
      return -0;
    case 9:
      return Array.from({ length: chance(3) }, () => anyValue(chance, depth + 1));
    default:
      return Object.fromEntries(Array.from({ length: chance(3) }, (_, i) => [`p${i}`, anyValue(chance, depth + 1)]));
  }
}
