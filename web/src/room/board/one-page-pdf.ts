/**
 * A PDF of one page that is one picture, made here: a library that writes PDFs would be larger than the board's own code,
 * for a file of five objects. The picture stays a JPEG, which PDF takes as it is (ISO 32000-1, 7.4.8).
 */
interface PagePicture {
  jpeg: Uint8Array;
  /** In pixels. */
  width: number;
  height: number;
  /** In points, 1/72 inch. */
  pageWidth: number;
  pageHeight: number;
}

/** The longest side that readers of the format must take, in points. */
const longestSide = 14_400;

export function onePagePdf({ jpeg, width, height, pageWidth, pageHeight }: PagePicture): Uint8Array<ArrayBuffer> {
  const shrink = Math.min(1, longestSide / Math.max(pageWidth, pageHeight));
  const [pageX, pageY] = [points(pageWidth * shrink), points(pageHeight * shrink)];
  const drawing = `q ${pageX} 0 0 ${pageY} 0 0 cm /Picture Do Q`;
  const parts: (string | Uint8Array)[] = ['%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n'];
  const offsets: number[] = [];
  let length = byteLength(parts[0] as string);
  const add = (...pieces: (string | Uint8Array)[]): void => {
    for (const piece of pieces) {
      parts.push(piece);
      length += byteLength(piece);
    }
  };
  const object = (...pieces: (string | Uint8Array)[]): void => {
    offsets.push(length);
    add(`${offsets.length} 0 obj\n`, ...pieces, '\nendobj\n');
  };
  object('<< /Type /Catalog /Pages 2 0 R >>');
  object('<< /Type /Pages /Kids [3 0 R] /Count 1 >>');
  object(
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${pageX} ${pageY}] /Contents 4 0 R /Resources << /XObject << /Picture 5 0 R >> >> >>`,
  );
  object(`<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`);
  object(
    `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>\nstream\n`,
    jpeg,
    '\nendstream',
  );
  const table = length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  add(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${rows}`);
  add(`trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`);
  return joined(parts, length);
}

function points(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Each letter is a byte: the words of the format are ASCII, its mark is not. */
function byteLength(piece: string | Uint8Array): number {
  return piece.length;
}

function joined(parts: readonly (string | Uint8Array)[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    if (typeof part === 'string') for (let i = 0; i < part.length; i++) bytes[at + i] = part.charCodeAt(i);
    else bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
