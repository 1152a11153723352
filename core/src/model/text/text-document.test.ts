import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { insertSplitLength } from '../../contract/limits.ts';
import {
  insertText,
  isPlainText,
  readMeta,
  readText,
  repairText,
  replaceText,
  seedText,
  textContent,
} from './text-document.ts';
import { upgradeText } from './upgrade.ts';

function seeded(text: string): Y.Doc {
  const doc = new Y.Doc();
  seedText(doc, text);
  return doc;
}

function updatesOf(doc: Y.Doc, work: () => void): Uint8Array[] {
  const updates: Uint8Array[] = [];
  const keep = (update: Uint8Array) => updates.push(update);
  doc.on('update', keep);
  work();
  doc.off('update', keep);
  return updates;
}

describe('a text document', () => {
  it('[TEXT-1] says its kind and schema, and holds its text with LF', () => {
    const doc = seeded('a\r\nb');
    expect(readMeta(doc)).toEqual({ kind: 'text', schema: 1 });
    expect(readText(doc)).toBe('a\nb');
  });

  it('[TEXT-1] is seeded by exactly one update', () => {
    const doc = new Y.Doc();
    expect(updatesOf(doc, () => seedText(doc, 'x'))).toHaveLength(1);
  });

  it('[TEXT-5] never throws on what a peer may have written', () => {
    const doc = new Y.Doc();
    expect(readMeta(doc)).toBeNull();
    expect(readText(doc)).toBe('');
    doc.getMap('meta').set('kind', { hostile: true });
    doc.getMap('meta').set('schema', 'many');
    textContent(doc).insertEmbed(0, { image: 'javascript:alert(1)' });
    textContent(doc).insert(1, 'seen', { bold: true });
    expect(readMeta(doc)).toBeNull();
    expect(readText(doc)).toBe('seen');
  });

  it('[TEXT-3] keeps concurrent work of others when its text is replaced', () => {
    const mine = seeded('alpha\nbeta\ngamma\n');
    const theirs = new Y.Doc();
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
    textContent(theirs).insert(6, 'new ');
    replaceText(mine, 'alpha!\nbeta\nGamma\n');
    Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs));
    expect(readText(mine)).toBe('alpha!\nnew beta\nGamma\n');
  });

  it('[TEXT-3] changes nothing when the text is the same', () => {
    const doc = seeded('same\n');
    expect(updatesOf(doc, () => expect(replaceText(doc, 'same\r\n')).toBe(false))).toHaveLength(0);
  });

  it('[TEXT-4] splits long inserts into several transactions', () => {
    const doc = seeded('<>');
    const long = 'x'.repeat(insertSplitLength * 2 + 5);
    const updates = updatesOf(doc, () => insertText(doc, 1, long, 'paste'));
    expect(updates).toHaveLength(3);
    expect(readText(doc)).toBe(`<${long}>`);
    const other = seeded('<>');
    expect(updatesOf(other, () => replaceText(other, `<${long}>`)).length).toBeGreaterThanOrEqual(3);
    expect(readText(other)).toBe(`<${long}>`);
  });

  it('[TEXT-2] is repaired when a foreign client wrote carriage returns', () => {
    const doc = seeded('a\nb');
    textContent(doc).insert(1, '\r');
    textContent(doc).insert(4, '\rc');
    expect(repairText(doc)).toBe(true);
    expect(readText(doc)).toBe('a\nb\nc');
    expect(repairText(doc)).toBe(false);
  });

  it('[TEXT-2] loses embeds when it is repaired, and offsets are right again', () => {
    const doc = seeded('abcd');
    textContent(doc).insertEmbed(2, { image: 'x' });
    textContent(doc).insertEmbed(0, { image: 'y' });
    expect(isPlainText(doc)).toBe(false);
    expect(replaceText(doc, 'abXcd')).toBe(true);
    expect(readText(doc)).toBe('abXcd');
    expect(isPlainText(doc)).toBe(true);
  });

  it('[TEXT-6] is upgraded by the steps that it lacks, once', () => {
    const doc = seeded('');
    const ran: number[] = [];
    const steps = [() => ran.push(1), () => ran.push(2)].map((step) => () => void step());
    expect(upgradeText(doc, steps)).toBe(true);
    expect(upgradeText(doc, steps)).toBe(false);
    expect(ran).toEqual([1, 2]);
    expect(readMeta(doc)?.schema).toBe(3);
    expect(upgradeText(new Y.Doc(), steps)).toBe(false);
  });
});
