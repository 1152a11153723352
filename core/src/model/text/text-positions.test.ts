import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { decodePosition, encodePosition } from './text-positions.ts';

function contentOf(text: string): Y.Text {
  const content = new Y.Doc().getText('content');
  content.insert(0, text);
  return content;
}

describe('positions', () => {
  it('[TEXT-7] come back as they were, at every place', () => {
    const content = contentOf('abc');
    for (let offset = 0; offset <= 3; offset++)
      expect(decodePosition(content, encodePosition(content, offset))).toBe(offset);
    expect(decodePosition(contentOf(''), encodePosition(contentOf(''), 0))).toBe(0);
  });

  it('[TEXT-7] stay with the text around them, and before what others write there', () => {
    const content = contentOf('hello world');
    const caret = encodePosition(content, 5);
    content.insert(5, ' wide');
    expect(decodePosition(content, caret)).toBe(5);
    content.insert(0, '>> ');
    expect(decodePosition(content, caret)).toBe(8);
    content.delete(0, 6);
    expect(decodePosition(content, caret)).toBe(2);
  });

  it('[TEXT-5] are null when a peer sent nonsense or somebody else’s position', () => {
    const content = contentOf('abc');
    expect(decodePosition(content, 'not base 64 !')).toBeNull();
    expect(decodePosition(content, '')).toBeNull();
    expect(decodePosition(content, btoa('\u0000\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff'))).toBeNull();
    const other = content.doc?.getText('other');
    other?.insert(0, 'x');
    expect(other === undefined ? null : decodePosition(content, encodePosition(other, 1))).toBeNull();
    expect(decodePosition(new Y.Text(), encodePosition(content, 1))).toBeNull();
  });
});
