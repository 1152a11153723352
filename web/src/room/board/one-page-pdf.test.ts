import { describe, expect, it } from 'vitest';
import { onePagePdf } from './one-page-pdf.ts';

const latin = new TextDecoder('latin1');
const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 10, 13, 0xff, 0xd9);

describe('[BOARD-8] a drawing as a PDF', () => {
  const file = latin.decode(onePagePdf({ jpeg, width: 400, height: 200, pageWidth: 300, pageHeight: 150.123 }));

  it('has a table that leads to each of its objects', () => {
    const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(file)?.[1]);
    expect(file.slice(table, table + 9)).toBe('xref\n0 6\n');
    const rows = [...file.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset));
    expect(rows.map((offset) => file.slice(offset, offset + 8).replace(/\n.*/s, ''))).toEqual(
      [1, 2, 3, 4, 5].map((number) => `${number} 0 obj`),
    );
  });

  it('holds the picture as it was, on a page of its size', () => {
    expect(file).toContain('/MediaBox [0 0 300 150.12]');
    expect(file).toContain(`/Width 400 /Height 200 /ColorSpace /DeviceRGB`);
    expect(file).toContain(`/Length ${jpeg.length} >>\nstream\n${latin.decode(jpeg)}\nendstream`);
    for (const [, length, stream] of file.matchAll(/\/Length (\d+) >>\nstream\n(.*?)\nendstream/gs))
      expect(stream).toHaveLength(Number(length));
  });

  it('stays within what readers take', () => {
    const huge = latin.decode(onePagePdf({ jpeg, width: 9, height: 9, pageWidth: 28_800, pageHeight: 100 }));
    expect(huge).toContain('/MediaBox [0 0 14400 50]');
  });
});
