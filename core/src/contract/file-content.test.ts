import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isShownInline, mediaTypeOf, readFileContent } from './file-content.ts';

const bytes = (...parts: (number | string)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.of(part))));

describe('[DOC-12] texts and files', () => {
  test.each([
    ['plain', Buffer.from('a\nb'), 'a\nb'],
    ['empty', Buffer.alloc(0), ''],
    ['CRLF and CR', Buffer.from('a\r\nb\rc\r\n'), 'a\nb\nc\n'],
    ['UTF-8 with its mark', Buffer.from('\ufeffä€😀'), 'ä€😀'],
    ['UTF-16 little endian', Buffer.from('\ufeffä€😀\r\n', 'utf16le'), 'ä€😀\n'],
    ['UTF-16 big endian', Buffer.from('\ufeffä€😀', 'utf16le').swap16(), 'ä€😀'],
    ['control characters', Buffer.from('a\u001b[31mb\tc\f'), 'a\u001b[31mb\tc\f'],
    ['text that starts like a picture', Buffer.from('GIF89a is a format'), 'GIF89a is a format'],
    ['text that starts like a film', Buffer.from('the ftyp box'), 'the ftyp box'],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ])('%s is a text', (_name, content, text) => {
    expect(readFileContent(content)).toEqual({ type: 'text', text });
  });

  test.each([
    ['a NUL', Buffer.from('a\0b'), 'application/octet-stream'],
    ['a NUL in UTF-16', Buffer.from('\ufeffa\0b', 'utf16le'), 'application/octet-stream'],
    ['UTF-16 of odd length', bytes(0xff, 0xfe, 'abc'), 'application/octet-stream'],
    ['half a surrogate pair', Buffer.from('\ufeff\ud800', 'utf16le'), 'application/octet-stream'],
    ['Latin-1', Buffer.from('Größe', 'latin1'), 'application/octet-stream'],
    ['overlong UTF-8', bytes(0xc0, 0xaf), 'application/octet-stream'],
    ['PNG', bytes(0x89, 'PNG\r\n', 0x1a, 0x0a, 0, 0, 0, 13), 'image/png'],
    ['JPEG', bytes(0xff, 0xd8, 0xff, 0xe0), 'image/jpeg'],
    ['GIF', bytes('GIF89a', 1, 0, 1, 0), 'image/gif'],
    ['WebP', bytes('RIFF', 0x80, 1, 0, 0, 'WEBPVP8 '), 'image/webp'],
    ['WAV', bytes('RIFF', 0x80, 1, 0, 0, 'WAVE'), 'audio/wav'],
    ['AVIF', bytes(0, 0, 0, 0x1c, 'ftypavif'), 'image/avif'],
    ['MP4', bytes(0, 0, 0, 0x1c, 'ftypisom'), 'video/mp4'],
    ['PDF in ASCII', Buffer.from('%PDF-1.4 all plain'), 'application/pdf'],
    ['zip', bytes('PK', 3, 4, 0x14, 0), 'application/zip'],
    ['WebAssembly', bytes(0, 'asm', 1, 0, 0, 0), 'application/wasm'],
    ['WOFF2', bytes('wOF2', 0, 1, 0, 0), 'font/woff2'],
    ['GLB', bytes('glTF', 2, 0, 0, 0), 'model/gltf-binary'],
  ])('%s is a file', (_name, content, mediaType) => {
    expect(readFileContent(content)).toEqual({ type: 'binary', mediaType });
  });

  test('no bytes make it throw, and no text holds NUL or CR', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (content) => {
        const read = readFileContent(content);
        if (read.type === 'text') expect(read.text).not.toMatch(/[\0\r]/);
        else expect(read.mediaType).toMatch(/^\w+\/[\w.+-]+$/);
      }),
    );
  });

  test('every well formed text without NUL stays what it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!text.includes('\0') && !text.startsWith('\ufeff') && !text.startsWith('%PDF-') && text.isWellFormed());
        expect(readFileContent(Buffer.from(text))).toEqual({ type: 'text', text: text.replace(/\r\n?/g, '\n') });
      }),
    );
  });
});

test('[DOC-17] only plain pixel pictures are shown in place', () => {
  expect(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'].every(isShownInline)).toBe(true);
  expect(['image/svg+xml', 'text/html', 'application/pdf', 'image/png; x', 'text/plain'].some(isShownInline)).toBe(
    false,
  );
  expect(mediaTypeOf(Buffer.from('<svg/>'))).toBeNull();
});
