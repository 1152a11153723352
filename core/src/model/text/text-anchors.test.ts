import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type TextAnchor, textAnchorSchema } from '../../contract/anchor.ts';
import { anchorQuoteLength } from '../../contract/limits.ts';
import { makeTextAnchor, resolveTextAnchor } from './text-anchors.ts';

function contentOf(text: string): Y.Text {
  const content = new Y.Doc().getText('content');
  content.insert(0, text);
  return content;
}

/** An anchor on these words, and what it resolves to now. */
function anchored(content: Y.Text, words: string) {
  const start = content.toString().indexOf(words);
  const anchor = makeTextAnchor(content, 'doc', { start, end: start + words.length });
  const now = () => {
    const place = resolveTextAnchor(content, anchor);
    return [place.state, content.toString().slice(place.start, place.end)];
  };
  return { anchor, now };
}

describe('text anchors', () => {
  it('[TEXT-8] stay with their words wherever edits around them move these', () => {
    const content = contentOf('one two three');
    const { anchor, now } = anchored(content, 'two');
    expect(textAnchorSchema.parse(anchor)).toEqual(anchor);
    content.insert(0, 'zero\n\n');
    content.insert(content.toString().indexOf('two'), '<<');
    content.insert(content.toString().indexOf('two') + 3, '>>');
    expect(content.toString()).toBe('zero\n\none <<two>> three');
    expect(now()).toEqual(['attached', 'two']);
    content.delete(0, content.toString().indexOf('two'));
    content.delete(3, content.length - 3);
    expect(now()).toEqual(['attached', 'two']);
  });

  it('[TEXT-9] are moved when what is inside changed, and attached again when it is undone', () => {
    const content = contentOf('let total = price + tax;');
    const { now } = anchored(content, 'price + tax');
    content.insert(content.toString().indexOf(' + tax'), ' * count');
    expect(now()).toEqual(['moved', 'price * count + tax']);
    content.delete(content.toString().indexOf(' * count'), ' * count'.length);
    expect(now()).toEqual(['attached', 'price + tax']);
    content.delete(content.toString().indexOf('price'), 'price + '.length);
    expect(now()).toEqual(['moved', 'tax']);
  });

  it('[TEXT-9] take in what is written in place of some of their characters', () => {
    const content = contentOf('let total = price + tax;');
    const { now } = anchored(content, 'price + tax');
    const start = content.toString().indexOf('price');
    content.delete(start, 'price'.length);
    content.insert(start, 'amount');
    expect(now()).toEqual(['moved', 'amount + tax']);
  });

  it('[TEXT-10] find their words in a text that was formatted anew', () => {
    const content = contentOf('function add(a,b){\nif(a<b&&a>0){return a+b}\n}\n');
    const { now } = anchored(content, 'if(a<b&&a>0){return a+b}');
    content.delete(0, content.length);
    content.insert(0, 'function add(a, b) {\n  if (a < b && a > 0) {\n    return a + b\n  }\n}\n');
    expect(now()).toEqual(['fallback', 'if (a < b && a > 0) {\n    return a + b\n  }']);
  });

  it('[TEXT-10] find their words close by when these were cut and pasted', () => {
    const content = contentOf('first line\nsecond line\nthird line\n');
    const { now } = anchored(content, 'second line');
    content.delete(11, 'second line\n'.length);
    content.insert(0, 'second line\n');
    expect(now()).toEqual(['fallback', 'second line']);
    content.delete(0, 'second line\n'.length);
    expect(now()).toEqual(['orphaned', '']);
    content.insert(content.length, `${'.'.repeat(6_000)}second line`);
    expect(now()).toEqual(['orphaned', '']);
  });

  it('[TEXT-10] take the nearest of several, and none for words that are everywhere', () => {
    const content = contentOf('a();\n\na();\nb();\nKEEP a();\nb();\n');
    const start = content.toString().indexOf('KEEP ') + 5;
    const anchor = makeTextAnchor(content, 'doc', { start, end: start + 4 });
    content.delete(start - 5, 10);
    expect(resolveTextAnchor(content, anchor)).toEqual({ state: 'fallback', start: 6, end: 10 });
    const braces = anchored(contentOf('{\n}\n}\n'), '}');
    expect(braces.now()).toEqual(['attached', '}']);
    const short = contentOf('x y x');
    const { now } = anchored(short, 'y');
    short.delete(2, 1);
    short.insert(0, 'y ');
    expect(now()).toEqual(['orphaned', '']);
  });

  it('[TEXT-10] do not take the blanks that deleting leaves for what was there', () => {
    const content = contentOf('a\n  b = 1;\nc');
    const { now } = anchored(content, '  b = 1;');
    content.delete(4, 'b = 1;'.length);
    expect(now()[0]).toBe('orphaned');
  });

  it('[TEXT-11] are orphaned at the place where their words were', () => {
    const content = contentOf('one two three');
    const { anchor } = anchored(content, 'two');
    content.delete(4, 4);
    expect(resolveTextAnchor(content, anchor)).toEqual({ state: 'orphaned', start: 4, end: 4 });
    content.insert(0, '>> ');
    expect(resolveTextAnchor(content, anchor)).toEqual({ state: 'orphaned', start: 7, end: 7 });
    content.delete(0, content.length);
    expect(resolveTextAnchor(content, anchor)).toEqual({ state: 'orphaned', start: 0, end: 0 });
  });

  it('[TEXT-11] in a document that has not got their characters yet, wait at their line', () => {
    const { anchor } = anchored(contentOf('one\ntwo\nthree'), 'three');
    expect(resolveTextAnchor(contentOf('un\ndeux\ntrois\nquatre'), anchor)).toEqual({
      state: 'orphaned',
      start: 8,
      end: 8,
    });
    expect(resolveTextAnchor(contentOf(''), anchor)).toEqual({ state: 'orphaned', start: 0, end: 0 });
    expect(resolveTextAnchor(contentOf('un\ndeux\nthree'), anchor)).toEqual({ state: 'fallback', start: 8, end: 13 });
  });

  it('[TEXT-11] never throw, whatever they hold', () => {
    const position = fc.oneof(
      fc.base64String({ maxLength: 40 }),
      fc.string({ maxLength: 40 }),
      fc.uint8Array({ maxLength: 24 }).map((bytes) => btoa(String.fromCharCode(...bytes))),
    );
    const anchors = fc.record({ start: position, end: position, quote: fc.string(), line: fc.nat(), column: fc.nat() });
    fc.assert(
      fc.property(anchors, fc.string(), ({ start, end, quote, line, column }, text) => {
        const content = contentOf(text);
        const fallback = { line, column };
        const anchor: TextAnchor = {
          surface: 'text',
          documentId: 'doc',
          state: 'attached',
          start,
          end,
          quote,
          fallback,
        };
        const place = resolveTextAnchor(content, anchor);
        expect(place.start).toBeGreaterThanOrEqual(0);
        expect(place.end).toBeGreaterThanOrEqual(place.start);
        expect(place.end).toBeLessThanOrEqual(content.length);
      }),
      { numRuns: 500 },
    );
  });

  it('[TEXT-12] without a selection are on the line; line ends at the end do not belong', () => {
    const content = contentOf('one\ntwo\n\nfour\n');
    const at = (start: number, end = start) => {
      const { quote, fallback } = makeTextAnchor(content, 'doc', { start, end });
      return [quote, fallback.line, fallback.column];
    };
    for (const caret of [4, 5, 7]) expect(at(caret)).toEqual(['two', 1, 0]);
    expect(at(4, 8)).toEqual(['two', 1, 0]);
    expect(at(5, 9)).toEqual(['wo', 1, 1]);
    expect(at(9, 5)).toEqual(['wo', 1, 1]);
    expect(at(8)).toEqual(['', 2, 0]);
    expect(at(0)).toEqual(['one', 0, 0]);
    expect(at(-5, 99)).toEqual(['one\ntwo\n\nfour', 0, 0]);
    expect(at(14)).toEqual(['', 4, 0]);
    const fromLineEnd = makeTextAnchor(contentOf('\nb'), 'doc', { start: 0, end: 0 });
    expect([fromLineEnd.quote, fromLineEnd.fallback]).toEqual(['', { line: 0, column: 0 }]);
  });

  it('[TEXT-12] an empty line takes in what is written on it', () => {
    const content = contentOf('one\n\nthree');
    const anchor = makeTextAnchor(content, 'doc', { start: 4, end: 4 });
    content.insert(0, 'zero\n');
    expect(resolveTextAnchor(content, anchor)).toEqual({ state: 'attached', start: 9, end: 9 });
    content.insert(9, 'two');
    expect(resolveTextAnchor(content, anchor)).toEqual({ state: 'moved', start: 9, end: 12 });
  });

  it('[TEXT-12] a long quote is cut, odd characters are replaced, and both still fit their text', () => {
    const long = `${'x'.repeat(anchorQuoteLength - 1)}😀 tail`;
    const { anchor, now } = anchored(contentOf(`a ${long} b`), long);
    expect(anchor.quote).toHaveLength(anchorQuoteLength);
    expect(anchor.quote.isWellFormed()).toBe(true);
    expect(now()).toEqual(['attached', long]);
    const odd = anchored(contentOf('a \0 \ud83d b'), '\0 \ud83d');
    expect(odd.anchor.quote).toBe('\ufffd \ufffd');
    expect(odd.now()[0]).toBe('attached');
  });
});

describe('text anchors among people who edit at once', () => {
  /** Every character of the text at the start is there once, and nobody writes one of them again. */
  const original = Array.from({ length: 24 }, (_, n) => String.fromCharCode(0x4e00 + n)).join('');
  const edit = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ peer: fc.nat(2), at: fc.nat(40), insert: fc.constantFrom('a', 'bc', '\n', ' ') }),
    },
    { weight: 3, arbitrary: fc.record({ peer: fc.nat(2), at: fc.nat(40), remove: fc.integer({ min: 1, max: 9 }) }) },
    { weight: 2, arbitrary: fc.record({ from: fc.nat(2), to: fc.nat(2) }) },
  );

  function bring(from: Y.Doc, to: Y.Doc): void {
    if (from !== to) Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)));
  }

  it('[TEXT-8] [TEXT-9] [TEXT-11] hold what is left of their words and nothing of what stood around them', () => {
    fc.assert(
      fc.property(
        fc.nat(23),
        fc.integer({ min: 1, max: 12 }),
        fc.array(edit, { maxLength: 30 }),
        (start, length, edits) => {
          const peers = [1, 2, 3].map((clientID) => Object.assign(new Y.Doc(), { clientID }));
          const contents = peers.map((doc) => doc.getText('content'));
          contents[0]?.insert(0, original);
          for (const doc of peers) bring(peers[0] as Y.Doc, doc);
          const anchor = makeTextAnchor(contents[0] as Y.Text, 'doc', { start, end: start + length });

          for (const step of edits) {
            if ('from' in step) {
              bring(peers[step.from] as Y.Doc, peers[step.to] as Y.Doc);
              continue;
            }
            const content = contents[step.peer] as Y.Text;
            const at = Math.min(step.at, content.length);
            if ('insert' in step) content.insert(at, step.insert);
            else content.delete(at, Math.min(step.remove, content.length - at));
            checkPlace(content.toString(), resolveTextAnchor(content, anchor), anchor, start);
          }
          for (const from of peers) for (const to of peers) bring(from, to);
          const places = contents.map((content) => resolveTextAnchor(content, anchor));
          expect(new Set(places.map((place) => JSON.stringify(place))).size).toBe(1);
          for (const place of places) checkPlace(contents[0]?.toString() ?? '', place, anchor, start);
        },
      ),
      { numRuns: 600 },
    );
  });

  function checkPlace(
    text: string,
    place: ReturnType<typeof resolveTextAnchor>,
    anchor: TextAnchor,
    start: number,
  ): void {
    const places = (letters: string) => [...letters].map((letter) => text.indexOf(letter)).filter((at) => at !== -1);
    const left = places(anchor.quote);
    const before = places(original.slice(0, start)).at(-1) ?? -1;
    const after = places(original.slice(start + anchor.quote.length))[0] ?? text.length;
    expect(place.start).toBeGreaterThan(before);
    expect(place.end).toBeLessThanOrEqual(after);
    if (left.length === 0) {
      expect(['orphaned', 'moved']).toContain(place.state);
      return;
    }
    expect(place.start).toBeLessThanOrEqual(left[0] as number);
    expect(place.end).toBeGreaterThan(left.at(-1) as number);
    expect(place.state).toBe(text.slice(place.start, place.end) === anchor.quote ? 'attached' : 'moved');
  }
});
