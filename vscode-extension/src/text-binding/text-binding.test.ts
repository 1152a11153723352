import { insertSplitLength } from '@draftroom/core/contract/limits';
import { readText, textContent } from '@draftroom/core/model/text/text-document';
import { describe, expect, it } from 'vitest';
import { BoundWindow, breathe } from './testing/bound-window.ts';
import { FakeNetwork } from './testing/fake-network.ts';

function room(text: string, count = 2) {
  const network = new FakeNetwork(text);
  const windows = Array.from({ length: count }, () => new BoundWindow(network.join()));
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 3; round++) {
      for (const window of windows) await window.settle();
      network.deliverAll();
    }
    for (const window of windows) await window.settle();
  };
  const [mine, theirs] = windows as [BoundWindow, BoundWindow];
  return { network, windows, mine, theirs, settle, texts: () => windows.map(({ editor }) => editor.text) };
}

const at = (index: number, insert: string, remove = 0) => ({ index, remove, insert });

describe('a bound editor', () => {
  it('shows the document, whatever it showed before', async () => {
    const network = new FakeNetwork('what the hub has\n');
    const window = new BoundWindow(network.join(), { text: 'an old backup\n' });
    await window.settle();
    expect([window.editor.text, window.documentText]).toEqual(['what the hub has\n', 'what the hub has\n']);
  });

  it('[EDIT-1] takes in what is removed before it shows the document for the first time', async () => {
    const network = new FakeNetwork('\na,b,\nc,d');
    const window = new BoundWindow(network.join(), { text: 'a,b,c,d,e\n' });
    window.editor.edit([at(2, '', 4)]);
    await window.settle();
    expect(window.documentText.replaceAll('\n', '')).toBe('a,d');
    expect(window.editor.text).toBe(window.documentText);
  });

  it('[EDIT-2] keeps what is typed while an edit is under way, where it was typed', async () => {
    const { mine, theirs, settle, texts, network } = room('one two\n');
    theirs.editor.edit([at(0, 'zero ')]);
    await theirs.settle();
    network.deliverAll();
    await breathe();
    mine.editor.edit([at(7, ' three')]);
    await settle();
    expect(texts()).toEqual(['zero one two three\n', 'zero one two three\n']);
    expect(mine.editor.refused).toBe(1);
    expect([...mine.problems, ...theirs.problems]).toEqual([]);
  });

  it('[VSC-30] places what is commented on in what the editor shows, also while the document is ahead', async () => {
    const { mine, theirs, settle, network } = room('one two three\n');
    const anchor = mine.binding.anchor('document', { start: 4, end: 7 });
    expect(anchor).toMatchObject({ quote: 'two', fallback: { line: 0, column: 4 } });
    theirs.editor.edit([at(0, 'zero ')]);
    await theirs.settle();
    network.deliverAll();
    expect(mine.documentText).toBe('zero one two three\n');
    expect(mine.binding.places([anchor])).toEqual([{ state: 'attached', start: 4, end: 7 }]);
    await settle();
    expect(mine.binding.places([anchor])).toEqual([{ state: 'attached', start: 9, end: 12 }]);
    expect(theirs.binding.places([anchor])).toEqual(mine.binding.places([anchor]));
    mine.editor.edit([at(8, '', 4)]);
    await settle();
    expect(theirs.binding.places([anchor])).toEqual([{ state: 'orphaned', start: 8, end: 8 }]);
  });

  it('[EDIT-3] leaves carets and selections where they are', async () => {
    const { mine, theirs, settle } = room('abc def ghi\n');
    mine.editor.select([
      { anchor: 3, active: 3 },
      { anchor: 7, active: 4 },
    ]);
    theirs.editor.edit([at(3, '1'), at(4, '2'), at(7, '3')]);
    await settle();
    expect(mine.editor.text).toBe('abc1 2def3 ghi\n');
    expect(mine.editor.carets).toEqual([
      { anchor: 3, active: 3 },
      { anchor: 9, active: 6 },
    ]);
  });

  it('[EDIT-3] leaves a caret alone that its owner has moved meanwhile', async () => {
    const { mine, theirs, settle, network } = room('abcdef\n');
    mine.editor.select([{ anchor: 3, active: 3 }]);
    await mine.settle();
    theirs.editor.edit([at(3, '1')]);
    await theirs.settle();
    network.deliverAll();
    await breathe();
    mine.editor.select([{ anchor: 0, active: 0 }]);
    await settle();
    expect(mine.editor.carets).toEqual([{ anchor: 0, active: 0 }]);
  });

  it('[EDIT-4] sends nothing when its line ends change, and counts rightly afterwards', async () => {
    const { mine, settle, texts, network } = room('a\nb\nc\n');
    let updates = 0;
    network.hub.on('update', () => updates++);
    mine.editor.setEol('CRLF');
    await settle();
    expect(updates).toBe(0);
    mine.editor.edit([at(4, 'x\ny')]);
    await settle();
    expect(texts()).toEqual(['a\nb\nx\nyc\n', 'a\nb\nx\nyc\n']);
  });

  it('[EDIT-4] takes nothing back from others when the file is read again', async () => {
    const { mine, theirs, settle, texts, network } = room('line\n');
    mine.editor.reread();
    mine.editor.deliver('host');
    theirs.editor.edit([at(4, ' of theirs')]);
    await theirs.settle();
    network.deliverAll();
    await settle();
    expect(texts()).toEqual(['line of theirs\n', 'line of theirs\n']);
  });

  it('[EDIT-5] shows what a foreign client spoiled, and mends it with the next key', async () => {
    const { mine, settle, texts, network } = room('tidy\n');
    const foreign = network.join();
    textContent(foreign.doc).insertEmbed(2, { odd: true });
    textContent(foreign.doc).insert(0, 'a\r\nb');
    await settle();
    expect(texts()).toEqual(['a\nbtidy\n', 'a\nbtidy\n']);
    mine.editor.edit([at(3, '!')]);
    await settle();
    expect(texts()).toEqual(['a\nb!tidy\n', 'a\nb!tidy\n']);
    expect(textContent(network.hub).length).toBe(9);
  });

  it('[EDIT-5] never sends half a character', async () => {
    const { mine, settle, texts } = room('ab\n');
    mine.editor.edit([at(1, '\ud83d')]);
    await settle();
    expect(texts()).toEqual(['a\ufffdb\n', 'a\ufffdb\n']);
    mine.editor.edit([at(1, '\ud83d', 1)]);
    mine.editor.edit([at(2, '\ude00')]);
    await settle();
    expect(texts()).toEqual(['a😀b\n', 'a😀b\n']);
  });

  it('[EDIT-5] shows a character that a foreign client has cut as everybody else does', async () => {
    const { mine, settle, texts, network } = room('a😀b\n');
    const foreign = network.join();
    textContent(foreign.doc).delete(2, 1);
    await settle();
    mine.editor.edit([at(1, 'x')]);
    await settle();
    expect(new Set([...texts(), readText(network.hub)]).size).toBe(1);
    expect(mine.problems).toEqual([]);
  });

  it('[EDIT-8] sends a large paste as several updates', async () => {
    const { mine, settle, network, texts } = room('', 1);
    const sizes: number[] = [];
    mine.peer.doc.on('update', (update: Uint8Array) => sizes.push(update.length));
    mine.editor.edit([at(0, 'x'.repeat(insertSplitLength * 2 + 10))]);
    await settle();
    expect(sizes).toHaveLength(3);
    expect(texts()[0]).toBe(readText(network.hub));
  });

  it('ends with dispose', async () => {
    const { mine, theirs, network } = room('text\n');
    mine.dispose();
    theirs.editor.edit([at(0, 'more ')]);
    await theirs.settle();
    network.deliverAll();
    await breathe();
    expect(mine.editor.waiting).toBe(0);
    mine.editor.edit([at(0, 'x')]);
    mine.editor.deliver('host');
    expect(mine.documentText).toBe('more text\n');
  });
});

describe('[EDIT-4] a file of this machine', () => {
  it('that is read again and says what it said takes nothing from anybody', async () => {
    const { mine, theirs, settle, texts } = room('text\n');
    mine.oldFile = 'text\n';
    mine.editor.edit([at(4, ' mine')]);
    theirs.editor.edit([at(0, 'theirs ')]);
    await settle();
    const { length } = mine.editor.text;
    mine.editor.edit([{ index: 0, remove: length, insert: 'text\n' }]);
    await settle();
    expect(texts()).toEqual(['theirs text mine\n', 'theirs text mine\n']);
    mine.editor.edit([{ index: 0, remove: 'theirs text mine\n'.length, insert: 'text, changed\n' }]);
    await settle();
    expect(texts()).toEqual(['text, changed\n', 'text, changed\n']);
  });
});

describe('[EDIT-7] a reader', () => {
  it('sees what they type taken back, and what others write', async () => {
    const { mine, theirs, settle, texts } = room('for reading\n');
    mine.writable = false;
    mine.editor.edit([at(0, 'x')]);
    theirs.editor.edit([at(11, '!')]);
    await settle();
    expect(texts()).toEqual(['for reading!\n', 'for reading!\n']);
    mine.writable = true;
    mine.editor.edit([at(0, 'x')]);
    await settle();
    expect(texts()).toEqual(['xfor reading!\n', 'xfor reading!\n']);
  });
});

describe('[EDIT-6] undo', () => {
  it('by the editor is taken back when it would take somebody else’s work, and one’s own runs', async () => {
    const { mine, theirs, settle, texts } = room('\n');
    mine.editor.edit([at(0, 'mine ')]);
    await settle();
    theirs.editor.edit([at(5, 'theirs')]);
    await settle();
    expect(mine.editor.text).toBe('mine theirs\n');
    mine.editor.undo();
    expect(mine.editor.text).toBe('mine \n');
    await settle();
    expect(texts()).toEqual(['theirs\n', 'theirs\n']);
    mine.editor.redo();
    await settle();
    expect(texts()).toEqual(['theirs\n', 'theirs\n']);
    mine.redoOwn();
    await settle();
    expect(texts()).toEqual(['mine theirs\n', 'mine theirs\n']);
  });

  it('with nothing of one’s own leaves everything as it is', async () => {
    const { mine, theirs, settle, texts } = room('\n');
    theirs.editor.edit([at(0, 'theirs')]);
    await settle();
    for (let i = 0; i < 3; i++) mine.editor.undo();
    await settle();
    expect(texts()).toEqual(['theirs\n', 'theirs\n']);
    expect(mine.undo.canUndo).toBe(false);
  });

  it('changes nothing in the editor that has already shown it', async () => {
    const { mine, settle, texts } = room('\n');
    mine.editor.edit([at(0, 'mine')]);
    await settle();
    const { applied } = mine.editor;
    mine.editor.undo();
    await settle();
    expect(texts()).toEqual(['\n', '\n']);
    expect(mine.editor.applied).toBe(applied);
  });

  it('goes word by word and says where it happened', async () => {
    const { mine, settle, texts } = room('end\n');
    let index = 0;
    for (const letter of 'two words') mine.editor.edit([at(index++, letter)]);
    await settle();
    expect(mine.undoOwn()).toBe(4);
    await settle();
    expect(texts()[0]).toBe('two end\n');
    mine.redoOwn();
    await settle();
    expect(texts()[0]).toBe('two wordsend\n');
  });
});
