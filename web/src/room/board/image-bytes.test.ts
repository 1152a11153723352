import { describe, expect, it } from 'vitest';
import { bytesOfDataUrl, dataUrlOf, endingOf, sha256 } from './image-bytes.ts';

const text = (words: string) => new TextEncoder().encode(words);

describe('[BOARD-6] pictures', () => {
  it('are what their first bytes say', () => {
    expect(dataUrlOf(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 1))).toBe('data:image/png;base64,iVBORwE=');
    expect(dataUrlOf(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toMatch(/^data:image\/jpeg;/);
    expect(dataUrlOf(text('<?xml version="1.0"?>\n<svg xmlns="x"/>'))).toMatch(/^data:image\/svg\+xml;/);
    for (const other of ['<html><svg></svg></html>', '', 'GIF', '<svgfake>']) expect(dataUrlOf(text(other))).toBeNull();
  });

  it('come back from their addresses as they were', async () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, index) =>
      index < 4 ? ([0x89, 80, 78, 71][index] ?? 0) : index,
    );
    const url = dataUrlOf(bytes) ?? '';
    expect(bytesOfDataUrl(url)).toEqual(bytes);
    expect(await sha256(bytesOfDataUrl('data:image/png;base64,'))).toMatch(/^e3b0c44298fc1c14/);
    for (const bad of ['', 'data:text/html;base64,AAAA', 'https://example.org/a.png', 'data:image/png,raw'])
      expect(() => bytesOfDataUrl(bad)).toThrow();
  });

  it('are named by what they are', () => {
    expect(['image/png', 'image/svg+xml', 'image/../x'].map(endingOf)).toEqual(['png', 'svg', 'bin']);
  });
});
