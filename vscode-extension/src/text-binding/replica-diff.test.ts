import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { applyEdits } from './edit-lists.ts';
import { replicaDiff } from './replica-diff.ts';
import { Chance } from './testing/chance.ts';

function pair(text: string): { doc: Y.Doc; content: Y.Text; replica: Y.Text } {
  const doc = new Y.Doc();
  const content = doc.getText('content');
  content.insert(0, text);
  const replica = new Y.Doc();
  Y.applyUpdate(replica, Y.encodeStateAsUpdate(doc));
  return { doc, content, replica: replica.getText('content') };
}

describe('[EDIT-3] what separates a replica from its document', () => {
  it('is where it happened, and not where a comparison of the texts would put it', () => {
    const { content, replica } = pair('aaaa');
    content.insert(1, 'a');
    content.delete(4, 1);
    expect(replicaDiff(replica, content)?.edits).toEqual([
      { index: 1, remove: 0, insert: 'a' },
      { index: 3, remove: 1, insert: '' },
    ]);
  });

  it('is several edits on one line', () => {
    const { content, replica } = pair('left and right');
    content.insert(14, '!');
    content.insert(0, '!');
    expect(replicaDiff(replica, content)?.edits).toHaveLength(2);
  });

  it('leads from one text to the other, whatever both did before', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const chance = new Chance(seed);
      const { doc, content, replica } = pair('some text\nto begin with\n');
      for (let step = 0; step < 60; step++) {
        const target = chance.below(3) === 0 ? replica : content;
        const at = chance.below(target.length + 1);
        if (chance.below(3) === 0) target.delete(at, Math.min(chance.below(5), target.length - at));
        else target.insert(at, chance.of(['x', 'word', '\n']));
        // What is done to the replica reaches the document at once; the other way it takes a while.
        if (target === replica && replica.doc !== null) Y.applyUpdate(doc, Y.encodeStateAsUpdate(replica.doc));
        if (chance.below(10) === 0 && replica.doc !== null) Y.applyUpdate(replica.doc, Y.encodeStateAsUpdate(doc));
        const diff = replicaDiff(replica, content);
        expect(diff?.text).toBe(content.toString());
        expect(applyEdits(replica.toString(), diff?.edits ?? [])).toBe(content.toString());
      }
    }
  });

  it('is not known where something else than text stands in it', () => {
    const { content, replica } = pair('text');
    content.insertEmbed(2, { picture: true });
    expect(replicaDiff(replica, content)).toBeNull();
  });
});
